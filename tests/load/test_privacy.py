"""What a snapshot keeps of a person: a keyed hash of the address, and of what is wrong only how it looks."""

import hashlib
import hmac
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from sla_dash import load
from sla_dash.errors import RecordsError
from sla_dash.load import address, person
from tests import drawn, exported
from tests.loading import DEALS, LEAD, LEADS, NOW, TOUCHES, loaded

ADDRESS = re.compile(rb"[^\s@<>,;\"\x00-\x1f]+@[^\s@<>,;\"\x00-\x1f]+\.[a-z]+", re.IGNORECASE)
PERSONAL = LEADS + 'email = "mail"\nname = "name"\ncompany = "firm"\n'
STAFF = {"owner", "rep"}
"""Columns of those who work here, who may be called by their addresses."""


def texts(path: Path) -> set[str]:
    """Return every text that a snapshot holds, but for the names of those who work here."""
    with duckdb.connect(path, read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where data_type like 'VARCHAR%' and not internal"
        ).fetchall()
        found: set[str] = set()
        for table, column in columns:
            if column not in STAFF and table not in ("reps", "schedules"):
                listed = connection.execute(f'select distinct cast("{column}" as varchar) from {table}').fetchall()
                found |= {text for (text,) in listed if text}
        return found


def addresses(found: Path, given: bytes) -> set[bytes]:
    """Return what looks like an address in the texts of a snapshot, unless masked, and which of those given it holds.

    Of the bytes only what was given is asked: among hashes of random bytes anything may look like an address.
    """
    looking = {one for one in ADDRESS.findall("\n".join(texts(found)).encode()) if set(one) - set(b"xX0@.")}
    whole = found.read_bytes().lower()
    return looking | {one for one in ADDRESS.findall(given) if one.lower() in whole}


@pytest.mark.parametrize("name", exported.NAMES)
def test_no_address_of_any_export_is_in_its_snapshot(name: str, tmp_path: Path) -> None:
    given = b"\n".join(path.read_bytes() for path in sorted((exported.EXPORTS / name).glob("*.csv")))
    found = exported.loaded(name, tmp_path)
    assert addresses(found.report.path, given) == set()
    assert found.rows("select count(person) > 15 from leads") == [(ADDRESS.search(given) is not None,)]


def test_no_address_is_kept_wherever_dirty_rows_have_one(tmp_path: Path) -> None:
    mapping = PERSONAL + 'lead_type = "kind"\nreject_reason = "why"\ndisposition = "end"\nscore = "score"\n'
    files = {
        "leads.csv": "id,created,mail,name,firm,kind,why,end,score\n"
        "L1,2026-11-01,a@x.example,b@x.example,Firm c@x.example,d@x.example,see e@x.example,f@x.example,g@x.example\n"
        "L2,h@x.example,,,,,,,\nL3,2026-11-01,i@x.example\nj@x.example,2026-11-01,,,,,,,\n"
        "j@x.example,2026-11-01,,,,,,,\n",
        "touches.csv": "lead,when,outcome,channel\nJ@x.example,2026-11-02T10:00Z,k@x.example,l@x.example\n"
        "m@x.example,2026-11-02T10:00Z,,\nj@x.example,n@x.example,,\n",
        "deals.csv": "deal,lead,opened,stage,amount\n"
        "o@x.example,j@x.example,2026-11-02T10:00Z,p@x.example,q@x.example\n",
    }
    found = loaded(tmp_path, mapping + TOUCHES + 'outcome = "outcome"\nchannel = "channel"\n' + DEALS, named=files)
    assert addresses(found.report.path, "\n".join(files.values()).encode()) == set()
    assert "@" not in found.text.replace("xxxxx@", "").replace("x@x.xxxxxxx", "")
    assert found.rows(
        "select name, company, lead_type, reject_reason, disposition from leads where lead_id = 'L1'"
    ) == [(None, "Firm (e-mail)", "(e-mail)", "see (e-mail)", None)]


def test_an_address_that_is_an_id_is_the_same_hash_in_every_table(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + TOUCHES + DEALS,
        leads="id,created\nann@x.example,2026-11-01\n",
        touches="lead,when\nAnn@x.example,2026-11-02T10:00Z\n",
        deals="deal,lead,opened,stage,amount\nD1,ann@x.example,2026-11-02T10:00Z,won,1\n",
    )
    hashed = person.hashed("ann@x.example", person.key(tmp_path / "data"))
    kept = [(f"e-mail {hashed}",)]
    assert [found.rows(f"select lead_id from {table}") for table in ("leads", "touches", "deals")] == [kept] * 3
    assert ("e-mail address as an id", 1) in [(doubt.check, doubt.rows) for doubt in found.report.quality]


def test_the_hash_is_hmac_of_the_trimmed_address_in_lower_case(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, LEADS + 'email = "mail"', leads="id,created,mail\nL1,2026-11-01, Änn@X.example \nL2,2026-11-01,n/a\n"
    )
    key = bytes.fromhex((tmp_path / "data" / "privacy.key").read_text())
    wanted = hmac.new(key, "änn@x.example".encode(), hashlib.sha256).hexdigest()[:32]
    [(hashed,), (nobody,)] = found.rows("select person from leads order by lead_id")
    assert (hashed.hex, nobody) == (wanted, None)
    assert person.hashed(" Änn@X.example ", key) == hashed


def test_one_key_gives_one_hash_at_every_load_and_another_key_another(tmp_path: Path) -> None:
    leads, mapping = "id,created,mail\nL1,2026-11-01,ann@x.example\n", LEADS + 'email = "mail"'
    first, second = (loaded(tmp_path, mapping, leads=leads) for _ in range(2))
    (tmp_path / "other").mkdir()
    other = loaded(tmp_path / "other", mapping, leads=leads)
    persons = [found.rows("select person from leads") for found in (first, second, other)]
    assert persons[0] == persons[1] != persons[2]
    again = load.again(tmp_path / "data", drawn.agreements(), NOW)
    with duckdb.connect(again, read_only=True) as connection:
        assert connection.execute("select person from leads").fetchall() == persons[0]


def test_the_key_is_its_owners_alone_and_two_that_make_it_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: person.key(tmp_path), range(32)))
    assert [len(key) for key in keys] == [32]
    assert (tmp_path / "privacy.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["privacy.key"]


def test_machines_that_share_records_share_a_key_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_DASH_PRIVACY_KEY", "0a" * 32)
    assert person.key(tmp_path) == b"\n" * 32
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("SLA_DASH_PRIVACY_KEY", "0a" * 31)
    with pytest.raises(RecordsError) as refused:
        person.key(tmp_path)
    assert str(refused.value) == (
        "SLA_DASH_PRIVACY_KEY holds no key of 64 hexadecimal digits.\n"
        "Set it to 64 hexadecimal digits, the same on every machine."
    )


@pytest.mark.parametrize("written", ["", "abc", "zz" * 32, "ab" * 33])
def test_a_file_that_holds_no_key_is_refused_before_anything_is_loaded(tmp_path: Path, written: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "privacy.key").write_text(written)
    with pytest.raises(RecordsError) as refused:
        loaded(tmp_path, LEADS, leads=LEAD)
    assert str(refused.value) == (
        f"{tmp_path / 'data' / 'privacy.key'} holds no key of 64 hexadecimal digits.\n"
        "Put back the one that was there; or remove it, and the next load makes another one."
    )


VALUES = {
    "2026-13-45": "2026-13-45",
    "31/12/2026 25:61:00 PM": "31/12/2026 25:61:00 PM",
    "5 Nov 2026 10:00": "5 Nov 2026 10:00",
    "November 5, 2026": "November 5, 2026",
    "n/a now": "x/x xxx",
    "never": "never",
    "Jan Kowalski": "Xxx Xxxxxxxx",
    "Łukasz Żak": "Xxxxxx Xxx",
    "渡辺": "xx",
    "jan@x.example": "xxx@x.xxxxxxx",
    "+48 601 234 567": "+00 000 000 000",
    "06 12 34 56 78": "00 00 00 00 00",
    "123456": "123456",
    "12 May Street 2026": "12 Xxx Xxxxxx 2026",
}


def test_of_a_value_that_cannot_be_read_only_what_names_nobody_is_kept(tmp_path: Path) -> None:
    rows = "".join(f'L{n},"{text}"\n' for n, text in enumerate(VALUES))
    found = loaded(tmp_path, LEADS, leads=f"{LEAD}{rows}")
    assert [row[3] for row in found.rejects] == list(VALUES.values())


def test_nothing_is_kept_of_a_whole_row_nor_of_a_column_with_a_person_in_it(tmp_path: Path) -> None:
    mapping = LEADS + 'name = { column = "name", values = { "x" = "y" }, strict = true }'
    found = loaded(
        tmp_path, mapping, leads="id,created,name\nL1,2026-11-01,x\nL2,2026-11-01,Jan Kowalski\nL3,2026-11-01,Jan,K\n"
    )
    assert [row[1:4] for row in found.rejects] == [(3, "name", "(not kept)"), (4, None, "(not kept)")]


def test_an_id_that_is_no_name_is_kept_as_is_a_word_of_several_rows(tmp_path: Path) -> None:
    mapping = LEADS + 'lead_type = { column = "kind", values = { "web" = "form" }, strict = true }' + TOUCHES
    kinds = "".join(f"K{n},2026-11-01,{kind}\n" for n, kind in enumerate(["fair", "fair", "fair", "Jan Kowalski"]))
    found = loaded(
        tmp_path,
        mapping,
        leads=f"id,created,kind\nL1,2026-11-01,web\nL1,2026-11-01,web\n{kinds}",
        touches="lead,when\nL1,2026-11-02T10:00Z\n00Q-9,2026-11-02T10:00Z\nJan Kowalski,2026-11-02T10:00Z\n",
    )
    assert [row[3] for row in found.rejects] == ["L1", "fair", "fair", "fair", "Xxx Xxxxxxxx", "00Q-9", "Xxx Xxxxxxxx"]


def test_a_refusal_shows_no_name_of_a_shifted_row(tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as refused:
        loaded(tmp_path, LEADS + TOUCHES, leads=LEAD, touches="lead,when\nL1,Jan Kowalski\n")
    assert str(refused.value) == (
        "No touch could be loaded; the previous records stay in use.\n"
        "- 1 × touches.touched_at: not a date such as 2026-11-19; first touches.csv line 2: 'Xxx Xxxxxxxx'\n"
        "Check the touches files and their mapping."
    )


def test_a_lead_whose_id_is_hashed_leads_nowhere_in_the_crm() -> None:
    assert address.of("https://crm.example/{lead_id}", "e-mail 0a") is None
    assert address.of("https://crm.example/{lead_id}", "0a") == "https://crm.example/0a"


def test_work_leaves_only_the_records_and_the_key_each_for_its_owner(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    held = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()}
    assert held.pop("loading.lock") is not None
    assert held == {found.report.path.name: 0o600, "privacy.key": 0o600}
