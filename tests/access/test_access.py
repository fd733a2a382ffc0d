"""Who may see what, as the file says it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sla_dash import access
from sla_dash.access import COUNTS, WHOLE, Sight, links
from sla_dash.errors import AccessError, TypedError
from tests.roles import ACCESS, claims, let_in

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)


def test_address_and_groups_add_up(tmp_path: Path) -> None:
    text = """
[[person]]
email = " Ann@Example.com "
roles = ["viewer"]
signs = ["Sales"]
[[group]]
name = "reps"
claim = "realm.roles"
roles = ["rep"]
rep_claim = "crm_user"
"""
    named = access.read(let_in(tmp_path, text))
    ann = named.viewer({"email": "ann@example.COM", "realm": {"roles": ["reps"]}, "crm_user": "rep 03"})
    assert ann is not None
    assert sorted(ann.roles) == ["rep", "viewer"]
    assert ann.reps == {"rep 03"}
    assert ann.signs == frozenset({"Sales"})
    assert ann.sight == Sight(frozenset({"rep 03"}), leads=True, rows=False)
    assert ann.writes
    assert ann.drafts
    assert not ann.loads
    assert ann.signs_for("Sales")
    assert not ann.signs_for("Marketing")
    nobody = named.viewer({"email": "eve@example.com", "realm": {"roles": "other"}})
    assert nobody is None


def test_a_rep_whom_the_login_does_not_know_sees_counts(tmp_path: Path) -> None:
    text = '[[group]]\nname = "reps"\nroles = ["rep"]\nrep_claim = "crm_user"\n'
    ann = access.read(let_in(tmp_path, text)).viewer({"groups": ["reps"], "sub": "7"})
    assert ann is not None
    assert ann.sight == COUNTS
    assert ann.who == "id 7"


def test_an_address_counts_that_the_login_has_not_denied() -> None:
    assert access.address({"email": "A@b.c"}) == "a@b.c"
    assert access.address({"email": "a@b.c", "email_verified": "true"}) == "a@b.c"
    assert access.address({"email": "a@b.c", "email_verified": False}) is None
    assert access.address({"email": "a@b.c", "email_verified": "false"}) is None
    assert access.address({"email": ["a@b.c"]}) is None
    assert access.called({"name": " Ann\n Lee ", "email": "a@b.c"}) == "Ann Lee, a@b.c"


def test_nobody_is_called_like_somebody_else() -> None:
    posing = {"name": "Ann Lee, a@b.c", "email": "a@b.c", "email_verified": False, "sub": "7"}
    assert access.called(posing) == "Ann Lee a b.c, id 7"
    assert access.called({"sub": "7"}) == "id 7"
    assert access.called({"name": "Ann", "sub": "8"}) != access.called({"name": "Ann", "sub": "7"})


def test_a_board_without_login_is_everybodys_and_without_a_file_nobodys(tmp_path: Path) -> None:
    assert access.ANYBODY.sight == WHOLE
    assert access.ANYBODY.loads
    assert access.ANYBODY.signs_for("whatever")
    assert not access.ANYBODY.verified
    assert access.read(tmp_path).viewer(claims("ann")) is None
    assert not access.WALL.writes
    assert not access.WALL.loads
    assert not access.WALL.sight.rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[person]]\nemail = "a@b.c"\nroles = ["boss"]',
            "line 3: person 1: 'boss' is no role: write 'viewer', 'rep', ",
        ),
        ('[[person]]\nemail = "ann"\nroles = ["viewer"]', "line 2: person 1: 'ann' is no e-mail address"),
        ('[[person]]\nroles = ["viewer"]', "line 1: person 1: 'email' is missing"),
        ('[[person]]\nemail = "a@b.c"', "line 1: person 1: gives nothing: add roles"),
        ('[[person]]\nemail = "a@b.c"\nroles = ["rep"]', "line 1: person 1: is a rep without leads: add rep"),
        ('[[person]]\nemail = "a@b.c"\nrole = "viewer"', "line 3: person 1: there is no key 'role'"),
        (
            '[[person]]\nemail = "a@b.c"\nroles = "viewer"',
            'line 3: person 1: write a list in brackets, like ["viewer"]',
        ),
        ("person = 3", "line 1: write a list in brackets"),
        ('[[group]]\nname = ""\nroles = ["viewer"]', "line 2: group 1: write something into the quotes"),
        ('[[wall]]\nname = "w"\nsha256 = "x"', "is not what `sla-dash wall link` wrote"),
        (f"{ACCESS}{ACCESS}", "person 'ada@example.com', 'ann@example.com'"),
        ("[[person", "access.toml"),
        ("x = é\xff", "access.toml"),
    ],
)
def test_every_mistake_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(AccessError) as refused:
        access.read(let_in(tmp_path, text))
    assert said in refused.value.message
    assert "nobody is let in" in refused.value.advice


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "access.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(AccessError, match="cannot be read"):
        access.read(tmp_path)


def test_a_link_is_known_by_its_token_until_it_is_revoked(tmp_path: Path) -> None:
    path = let_in(tmp_path, f"# ours\n{ACCESS}") / access.FILE
    token = links.add(path, access.read(tmp_path), "floor 2", NOW)
    links.add(path, access.read(tmp_path), "lobby", NOW)
    named = access.read(tmp_path)
    found = links.find(named, token)
    assert found is not None
    assert (found.name, found.since) == ("floor 2", NOW)
    assert token not in path.read_text("utf-8")
    assert path.read_text("utf-8").startswith("# ours")
    assert links.find(named, token[:-1]) is None
    assert links.find(named, "") is None
    with pytest.raises(TypedError, match="already"):
        links.add(path, named, "lobby", NOW)
    links.revoke(path, named, "floor 2")
    assert links.find(access.read(tmp_path), token) is None
    assert [one.name for one in access.read(tmp_path).links] == ["lobby"]
    with pytest.raises(TypedError, match="no link for 'floor 2'"):
        links.revoke(path, access.read(tmp_path), "floor 2")


def test_a_new_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    links.add(tmp_path / access.FILE, access.read(tmp_path), "floor 2", NOW)
    assert (tmp_path / access.FILE).stat().st_mode & 0o777 == 0o600
    assert len(access.read(tmp_path).links) == 1
