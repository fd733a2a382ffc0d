"""``sla-dash notify`` with services that are really there: who is told what, when and how often."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import cli, journal
from sla_dash.journal import Journal
from tests import drawn
from tests.services import Mailbox, Webhook
from tests.waiting import Lead, addresses, company, notify

HALF, MOST, ALL = "2026-11-19T11:00", "2026-11-19T12:12", "2026-11-19T13:00"
"""In Warsaw: when so much of the four hours has passed of a lead that came at nine."""
FOOT = "As of Thu 19 Nov {} in Europe/Warsaw, records to 09:00: what was done since is not in them."


def test_owner_lead_and_manager_are_told_step_by_step_each_once(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    tables = {"owner": {"ann": hook.address("ann")}, "lead": {"North": hook.address("north")}}
    addresses(data, tables=tables, manager=hook.address("manager"))
    told: dict[str, list[str]] = {}
    for at in ("2026-11-19T10:59", HALF, HALF, "2026-11-19T12:11", MOST, MOST, "2026-11-19T12:59", ALL, ALL):
        before = len(hook.paths)
        assert notify(data, at)[0] == 0
        told[at] = told.get(at, []) + hook.paths[before:]
    assert told == {
        "2026-11-19T10:59": [],
        HALF: ["/ann"],
        "2026-11-19T12:11": [],
        MOST: ["/ann", "/north"],
        "2026-11-19T12:59": [],
        ALL: ["/manager"],
    }
    assert hook.told[0] == "\n".join(
        ["form L1: not contacted yet", "- form L1 · 2 h left of 4 h, due Thu 13:00", FOOT.format("11:00")]
    )
    assert hook.told[3] == "\n".join(
        ["form L1: not contacted yet", "- form L1 · due now, promised within 4 h · owner ann", FOOT.format("13:00")]
    )
    entries = Journal.of(data).entries()
    assert [entry.body for entry in entries] == [
        {"to": "owner", "nth": 1, "steps": {"1/2": ["L1"]}},
        {"to": "owner", "nth": 1, "steps": {"4/5": ["L1"]}},
        {"to": "lead", "nth": 1, "steps": {"4/5": ["L1"]}},
        {"to": "manager", "nth": 1, "steps": {"1": ["L1"]}},
    ]
    assert journal.faults(entries) == []


def test_what_fell_due_while_nothing_ran_is_told_once_as_the_latest_step(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    addresses(data, owner_default=hook.address("owner"), manager=hook.address("manager"))
    assert notify(data, "2026-11-19T14:30") == (0, "1 message sent.\n")
    assert hook.paths == ["/manager"]
    assert "- form L1 · late by 1 h 30 min, promised within 4 h · owner ann\n" in hook.told[0]
    assert notify(data, "2026-11-19T14:31") == (0, "Nothing is to be told.\n")


def test_nobody_is_told_of_what_was_contacted_before_its_step(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1", touched="2026-11-19 09:59:00"), Lead("L2")], "2026-11-19T13:00")
    addresses(data, owner_default=hook.address())
    notify(data, HALF)
    assert ["form L2" in one and "L1" not in one for one in hook.told] == [True]


def test_a_thousand_leads_make_one_message_an_owner_and_the_first_run_is_no_flood(
    tmp_path: Path, hook: Webhook, mails: Mailbox
) -> None:
    leads = [Lead(f"L{n:04}", "ann" if n % 2 else "bob", "2026-10-19 08:00:00") for n in range(1_000)]
    leads.append(Lead("L-new", touched="2026-11-19 08:30:00"))
    data = company(tmp_path, leads, "2026-11-19T10:00", drawn.AGREEMENT + '\n[[alert]]\nat = 1\nto = ["owner"]')
    addresses(data, tables={"owner": {"ann": hook.address(), "bob": mails.address("bob@example.com")}})
    assert notify(data, HALF) == (0, "2 messages sent.\n")
    (said,) = hook.told
    assert said.startswith("500 leads not contacted yet, 500 of them late\n- form L0001 · late by ")
    assert said.count("\n- ") == 10
    assert "\n… and 490 more: see Act now.\n" in said
    assert [mail["subject"] for mail in mails.mails] == ["500 leads not contacted yet, 500 of them late"]
    assert notify(data, HALF) == (0, "Nothing is to be told.\n")


@pytest.mark.parametrize(("at", "told"), [("2026-11-19T19:59", 1), ("2026-11-19T20:00", 0), ("2026-11-20T07:29", 0)])
def test_what_falls_in_quiet_hours_is_told_at_their_end_once(at: str, told: int, tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1", at="2026-11-19 13:00:00")], "2026-11-19T15:00")
    addresses(data, '["20:00-07:30"]', owner_default=hook.address("owner"), manager=hook.address("manager"))
    assert notify(data, at) == (0, "1 message sent.\n" if told else "Held until the end of quiet hours: 1 message.\n")
    assert len(hook.posted) == told
    assert notify(data, "2026-11-20T07:30")[0] == 0
    assert hook.paths == ["/owner"]
    assert notify(data, "2026-11-20T07:45") == (0, "Nothing is to be told.\n")


def test_a_dry_run_sends_nothing_and_writes_nothing(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1", name="Ann Example")], "2026-11-19T10:00")
    addresses(data, '["08:00-12:00"]', owner_default=hook.address("se-cret"))
    before = sorted(data.rglob("*"))
    code, said = notify(data, HALF, "--dry-run")
    assert code == 0
    assert said.splitlines()[:3] == [
        "To owner ann by JSON at 127.0.0.1, held until Thu 12:00:",
        "  form L1: not contacted yet",
        "  - form L1 · Ann Example · 2 h left of 4 h, due Thu 13:00",
    ]
    assert sorted(data.rglob("*")) == before
    assert hook.posted == []


def test_the_manager_is_told_in_place_of_an_owner_without_address_and_says_so(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1"), Lead("L2", ""), Lead("L3", "bob")], "2026-11-19T10:00")
    addresses(data, tables={"owner": {"bob": hook.address("bob")}}, manager=hook.address("manager"))
    notify(data, HALF)
    (said,) = (one for one, path in zip(hook.told, hook.paths, strict=True) if path == "/manager")
    assert said.splitlines()[:3] == [
        "2 leads not contacted yet",
        "- form L1 · 2 h left of 4 h, due Thu 13:00 · owner ann, not told: no address is known",
        "- form L2 · 2 h left of 4 h, due Thu 13:00 · nobody owns it",
    ]


def test_of_whom_nobody_can_be_told_is_said(tmp_path: Path) -> None:
    data = company(tmp_path, [Lead("L1"), Lead("L2", "")], "2026-11-19T10:00")
    addresses(data)
    said = "Nobody can be told about 2 leads: no address is known, and no manager's.\nNothing is to be told.\n"
    assert notify(data, HALF) == (0, said)
    (data / "notify.toml").unlink()
    assert notify(data, HALF)[1].startswith(f"There is no notify.toml in {data}, so nobody can be told.\n")


def test_another_owner_is_not_told_again_of_the_same_step(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    tables = {"owner": {"ann": hook.address("ann"), "bob": hook.address("bob")}}
    addresses(data, tables=tables)
    notify(data, HALF)
    company(tmp_path, [Lead("L1", "bob")], "2026-11-19T11:30")
    notify(data, "2026-11-19T11:30")
    assert hook.paths == ["/ann"]
    notify(data, MOST)
    assert hook.paths == ["/ann", "/bob"]


def test_names_from_the_crm_steer_no_chat(tmp_path: Path, hook: Webhook) -> None:
    name = "<!channel> @everyone *x* [y](http://evil.example) www.evil.example"
    data = company(tmp_path, [Lead("@everyone", name=name), Lead("L_2-é")], "2026-11-19T10:00")
    addresses(data, owner_default=hook.address())
    notify(data, HALF)
    (said,) = hook.told
    assert "form L_2-é · " in said
    for part in ("<!", "@e", "*x", "](", "://e", "www.e"):
        assert part not in said
    assert "channel" in said.replace("\N{WORD JOINER}", "")


def test_the_digest_is_sent_once_a_working_day_as_a_page_in_mail(tmp_path: Path, hook: Webhook, mails: Mailbox) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    (data / "notify.toml").write_text(f'digest = ["{mails.address()}", "{hook.address()}"]', "utf-8")
    assert notify(data, "2026-11-19T10:05", "--digest") == (0, "2 messages sent.\n")
    assert notify(data, "2026-11-19T10:10", "--digest") == (0, "Nothing is to be told.\n")
    (mail,) = mails.mails
    html = mail.get_body(("html",))
    assert html
    assert "<h2" in html.get_content()
    assert mail["subject"] == "Stand-up, Thu 19 Nov · working day 13 of 21 done · agreement 1, not signed"
    assert "MARKETING" in hook.told[0] or "DELIVERY" in hook.told[0]
    company(tmp_path, [Lead("L1"), Lead("L2", at="2026-11-20 08:00:00")], "2026-11-20T17:00")
    assert notify(data, "2026-11-21T10:00", "--digest")[1].endswith("\nNothing is to be told.\n")


def test_records_that_are_too_old_are_told_once_and_nothing_is_judged_by_them(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    addresses(data, owner_default=hook.address("owner"), manager=hook.address("manager"), admin=hook.address("admin"))
    code, said = notify(data, "2026-11-24T11:00")
    assert (code, hook.paths) == (0, ["/admin"])
    stale = "The records end Thu 19 Nov 09:00: too old to judge by. Load newer ones."
    assert hook.told == [f"Stand-up board: look at the records\n{stale}"]
    assert said == f"{stale}\n1 message sent.\n"
    assert notify(data, "2026-11-24T11:15") == (0, f"{stale}\nNothing is to be told.\n")


def test_an_agreement_without_alerts_and_records_without_touches_are_said(tmp_path: Path) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00", drawn.AGREEMENT)
    addresses(data)
    assert notify(data, HALF, "--digest")[1].splitlines() == [
        "notify.toml names nobody under digest, so the stand-up is sent to nobody.",
        "The agreement has no [[alert]], so nobody is told about leads.",
        "Nothing is to be told.",
    ]


def test_nothing_is_sent_as_of_another_time_than_now(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    addresses(data, owner_default=hook.address())
    words = ["notify", "--data", str(data), "--as-of", "2026-11-19T11:00+01:00"]
    refused = CliRunner().invoke(cli.app, words)
    assert "Nothing is sent as of another time than now." in str(refused.exception)
    shown = CliRunner().invoke(cli.app, [*words, "--dry-run"])
    assert shown.stdout.startswith("To ")
    assert hook.posted == []
