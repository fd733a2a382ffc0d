"""Files of rows: to whom they are given, and what the journal keeps of it."""

from pathlib import Path

import pytest

from sla_dash.errors import AccessError
from sla_dash.journal import Journal
from sla_dash.screen import taking
from sla_dash.screen.viewer import Known
from tests.roles import ACCESS, claims, let_in


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setenv("SLA_DASH_DATA", str(let_in(tmp_path)))
    return Journal.of(tmp_path)


def taken(known: Known, journal: Journal) -> bytes:
    return taking._taken("rows.csv", lambda: (b"a\r\n1\r\n", 1), known, journal.vouched())


def test_who_took_what_is_an_entry(journal: Journal) -> None:
    assert taken(Known(None, login=True, claims=claims("mona")), journal) == b"a\r\n1\r\n"
    (entry,) = journal.entries()
    assert (entry.kind, entry.subject, entry.body) == ("downloaded", "file rows.csv", {"rows": 1})
    assert (entry.who, entry.verified) == ("Mona, mona@example.com", True)


@pytest.mark.parametrize("who", ["vera", "ann", "ada", "eve"])
def test_rows_are_given_to_managers_alone_whatever_their_page_showed(journal: Journal, who: str) -> None:
    with pytest.raises(AccessError, match="not given to you"):
        taken(Known(None, login=True, claims=claims(who)), journal)
    assert journal.entries() == ()


def test_who_was_taken_off_the_list_meanwhile_gets_nothing(journal: Journal, tmp_path: Path) -> None:
    known = Known(None, login=True, claims=claims("mona"))
    let_in(tmp_path, ACCESS.replace("mona@", "lisa@"))
    with pytest.raises(AccessError):
        taken(known, journal)


def test_a_wall_and_somebody_without_a_login_get_nothing(journal: Journal) -> None:
    with pytest.raises(AccessError, match="does not open"):
        taken(Known("token", login=True, claims=claims("mona")), journal)
    with pytest.raises(AccessError, match="not given"):
        taken(Known(None, login=True, claims=None), journal)
    assert taken(Known(None, login=False, claims=None), journal)
    assert journal.entries() == ()
