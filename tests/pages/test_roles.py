"""What each role is sent: names of nobody who may not be seen, on any page, whatever the address asks for."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import access
from sla_dash.journal import Journal, deciding
from sla_dash.screen import viewer
from tests import drawn, morning, roles
from tests.screens import APP, PAGES, behind, foreseen, form, press, row, scene, sheets, titles, words

ANNS = re.compile(r"\bL(?:\d[0-5]|9[0-2])\b|Lead (?:\d[0-5]|9[0-2]) Quill|Quibble (?:\d[0-5]|9[0-2])|Xanthippe Orr")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return roles.write(tmp_path_factory.mktemp("roles"))


@pytest.fixture(autouse=True)
def at_login(company: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SLA_DASH_DATA", str(company))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    monkeypatch.setattr(viewer, "login_is_on", lambda: True)
    return company


def files(app: AppTest) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["vera", "sid"])
def test_to_whom_people_are_counted_nobody_is_named(name: str, who: str) -> None:
    app = roles.opened(name, roles.claims(who), owner=roles.BOB, search="Yoric")
    assert roles.NAMED.findall(roles.sent(app)) == []
    assert set(files(app)) <= {"A page to print", "The text that is signed"}


@pytest.mark.parametrize("name", PAGES)
def test_a_rep_is_sent_the_names_of_their_own_leads_alone(name: str) -> None:
    sent = roles.sent(roles.opened(name, roles.claims("ann"), owner=roles.BOB))
    assert [one for one in roles.NAMED.findall(sent) if not ANNS.fullmatch(one)] == []


def test_a_rep_finds_their_leads_and_how_much_there_is_in_all() -> None:
    app = roles.opened("act", roles.claims("ann"))
    late, desks, *_ = sheets(app)
    assert list(desks["Rep"]) == [roles.ANN, "All"]
    assert row(desks, Rep="All")["Late"] == "10"
    assert row(late, Lead="L71")["Who"] == "Lead 71 Quill, Quibble 71 Ltd"
    assert set(late["Owner"]) == {roles.ANN}
    assert "6 leads late and waiting" in words(app)
    assert files(app) == []


def test_a_viewer_finds_how_many_there_are() -> None:
    app = roles.opened("act", roles.claims("vera"))
    assert list(sheets(app)[0]["Rep"]) == ["All"]
    assert "10 leads late and waiting" in words(app)
    people = roles.opened("contact", roles.claims("vera"))
    assert "Nobody is faster or slower than chance explains: 2 persons, not ranked" in titles(people)
    stage = words(roles.opened("standup", roles.claims("vera")))
    assert "2 reps\n10\n3\n21" in stage


def test_a_manager_finds_everybody_and_may_take_rows_away() -> None:
    app = roles.opened("act", roles.claims("mona"))
    assert list(sheets(app)[1]["Rep"]) == [roles.ANN, roles.BOB, "All"]
    assert "The rows as CSV" in files(app)
    assert "L07" in words(roles.opened("decisions", roles.claims("mona")))
    assert (
        row(sheets(roles.opened("act", roles.claims("mona")))[0], Lead="L78")["Who"] == "Lead 78 Quill, Quibble 78 Ltd"
    )


@pytest.mark.parametrize(("who", "loads"), [("vera", False), ("ann", False), ("mona", False), ("ada", True)])
def test_records_are_loaded_by_an_admin(who: str, loads: bool) -> None:
    said = words(roles.opened("load", roles.claims(who)))
    assert ("Load records" in said) is loads
    assert ("Records are loaded by who is an admin" in said) is not loads


def test_a_verified_name_decides_and_a_viewer_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(roles.write(tmp_path)))
    app = form(roles.opened("decisions", roles.claims("mona")), "decide any", what="Ring", owner="Sales")
    assert "Written down as Mona, mona@example.com." in words(app)
    press(app, "decide any", "Write down")
    last = Journal.of(tmp_path).entries()[-1]
    assert (last.kind, last.who, last.verified) == ("decision", "Mona, mona@example.com", True)
    read = roles.opened("decisions", roles.claims("vera"))
    assert not [one for one in behind(read) if not one.startswith("how ")]


def test_whom_nobody_named_and_who_has_not_logged_in_see_no_page() -> None:
    stranger = roles.opened("act", roles.claims("eve"))
    assert "You are logged in, but nobody has named you yet." in words(stranger)
    assert sheets(stranger) == []
    closed = roles.opened("act", {"is_logged_in": False})
    assert "Log in to see" in words(closed)
    assert [one.label for one in closed.button] == ["Log in"]
    grouped = roles.opened("act", roles.claims("eve", groups=["stand-up"]))
    assert "10 leads late and waiting" in words(grouped)
    unproven = roles.opened("act", roles.claims("mona", email_verified=False))
    assert "gives no e-mail address of yours that it has verified" in words(unproven)


def test_who_is_taken_off_the_list_sees_nothing_from_the_next_step_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(roles.write(tmp_path)))
    app = roles.opened("act", roles.claims("mona"))
    assert sheets(app)
    roles.let_in(tmp_path, roles.ACCESS.replace("mona@", "lisa@"))
    app.run()
    assert sheets(app) == []
    assert "nobody has named you" in words(app)


def test_a_list_with_a_mistake_lets_nobody_in_and_tells_strangers_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(roles.write(tmp_path)))
    roles.let_in(tmp_path, f"{roles.ACCESS}\nbroken")
    said = roles.sent(roles.opened("act", roles.claims("mona")))
    assert "has a mistake, so nobody is let in" in said
    assert "broken" not in said
    assert "vera@" not in said


def on_the_wall(token: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = {"is_logged_in": False}
    app.query_params["wall"] = token
    return foreseen(app.run())


def test_a_link_opens_the_stand_up_on_a_wall_until_it_is_revoked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = roles.write(tmp_path)
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    token = access.links.add(data / access.FILE, access.read(data), "floor 2", morning.NOW)
    app = on_the_wall(token)
    assert "Marketing: on pace, but outbound is behind." in words(app)
    assert roles.BOB in words(app)
    assert not re.search(r"Quill|Quibble|\bL\d\d\b", roles.sent(app))
    assert not scene(app)["writes"]
    assert "This link does not open the board any more." in words(on_the_wall("1"))
    access.links.revoke(data / access.FILE, access.read(data), "floor 2")
    later = words(foreseen(app.run()))
    assert "This link does not open the board any more." in later
    assert roles.BOB not in later


def test_the_stand_up_names_the_lead_that_waits_longest_where_the_terms_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = drawn.AGREEMENT.replace('{ at = "09:00" }', '{ at = "09:00", leads = "named" }')
    data = roles.write(tmp_path, named)
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    token = access.links.add(data / access.FILE, access.read(data), "floor 2", morning.NOW)
    assert "Lead 78 Quill, Quibble 78 Ltd: form, " in words(on_the_wall(token))
    assert "Quill" not in roles.sent(roles.opened("standup", roles.claims("vera")))
    assert "Quill" not in roles.sent(roles.opened("standup", roles.claims("sid")))
    own = roles.sent(roles.opened("standup", roles.claims("ann")))
    assert "Quibble" in own
    assert "Lead 78" not in own


def test_a_rep_of_whom_the_records_know_nothing_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(roles.let_in(roles.write(tmp_path))))
    app = roles.opened("act", roles.claims("ann"))
    assert "No lead on record belongs to ann. Is that your name in the CRM?" in words(app)
    assert "belongs to" not in words(roles.opened("act", roles.claims("mona")))


def test_the_agreement_names_no_rep_to_anybody_whoever_got_all_the_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = roles.write(tmp_path, reps=[roles.ANN])
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    for who in ("vera", "mona"):
        assert "One rep alone got 57 leads." in words(roles.opened("agreement", roles.claims(who)))
    assert "**Xanthippe Orr** alone got 57 leads." in words(roles.opened("contact", roles.claims("mona")))
    assert roles.NAMED.findall(roles.sent(roles.opened("contact", roles.claims("vera")))) == []


@pytest.mark.parametrize("called", ["all owners", "(unassigned)", " ", ""])
def test_a_rep_called_like_a_word_of_the_page_sees_nobodys_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str
) -> None:
    text = '[[group]]\nname = "reps"\nroles = ["rep"]\nrep_claim = "crm_user"\n'
    monkeypatch.setenv("SLA_DASH_DATA", str(roles.let_in(roles.write(tmp_path), text)))
    sent = roles.sent(roles.opened("act", roles.claims("eve", groups=["reps"], crm_user=called)))
    assert roles.NAMED.findall(sent) == []


def test_an_admin_reads_why_rows_were_refused_and_of_kept_ones_no_example() -> None:
    found = roles.NAMED.findall(roles.sent(roles.opened("data", roles.claims("ada"))))
    assert set(found) == {"L00"}, "the id that stood in two rows"


def test_who_writes_meanwhile_is_somebody_to_whom_people_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = roles.write(tmp_path)
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    for who, said in (("sid", "Meanwhile somebody wrote about this."), ("mona", "Meanwhile somebody wrote: Somewhat")):
        app = form(roles.opened("decisions", roles.claims(who)), "decision 1", text="Soon")
        deciding.progress(Journal.of(data), 1, "Somewhat", who="Cleo", at=morning.NOW - timedelta(hours=1))
        text = words(press(app, "decision 1", "Write down")) + "".join(one.value for one in app.warning)
        assert said in text
        assert ("Cleo" in text) is (who == "mona")
