"""Messages that really leave: by mail and by webhook, accepted, refused or never answered."""

import re
import socket
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sla_dash import agreement
from sla_dash.errors import SlaDashError
from sla_dash.journal import Journal
from sla_dash.output.telling import Message, NotifyError, addresses, sending, tell_admin
from tests import ROOT, drawn, services
from tests.drawn import NOW
from tests.services import Mailbox, Webhook

HELLO = Message("Two leads", ["Call <b>Ann</b> *now*", "and Bob"])


def book(folder: Path, text: str) -> Path:
    (folder / addresses.FILE).write_text(text, "utf-8")
    return folder


def test_a_mail_arrives_as_it_was_written(mails: Mailbox) -> None:
    assert sending.send(mails.address(), HELLO) == ""
    (mail,) = mails.mails
    assert mail["subject"] == "Two leads"
    assert mail["to"] == "ann@example.com"
    text = mail.get_body(("plain",))
    assert text
    assert text.get_content().replace("\r", "").strip() == "Call <b>Ann</b> *now*\nand Bob"
    html = mail.get_body(("html",))
    assert html is None or "<b>Ann" not in html.get_content()


def test_a_page_arrives_as_html_and_as_text_in_one_mail(mails: Mailbox) -> None:
    assert (
        sending.send(mails.address(), Message("Morning", ["plain"], "<html><body><h2>On pace</h2></body></html>")) == ""
    )
    (mail,) = mails.mails
    html, text = mail.get_body(("html",)), mail.get_body(("plain",))
    assert html
    assert text
    assert "<h2>On pace</h2>" in html.get_content()
    assert "On pace" in text.get_content()


def test_a_webhook_gets_the_text_and_not_the_page(hook: Webhook) -> None:
    assert sending.send(hook.address(), Message("Morning", ["plain"], "<h2>page</h2>")) == ""
    assert hook.told == ["Morning\nplain"]


def test_nobody_is_called_by_what_others_wrote(hook: Webhook) -> None:
    sending.send(hook.address(), Message("Morning", ["ask @here, <!channel> and <@U1>, ann@example.com"]))
    (said,) = hook.told
    assert "@here" not in said
    assert "<!" not in said
    assert "<@" not in said
    assert said.endswith("ann@example.com")


def test_a_name_adds_no_header_and_no_line(mails: Mailbox) -> None:
    assert sending.send(mails.address(), Message("Hi\r\nBcc: eve@example.com", ["a\nb\r\n.\r\nQUIT"])) == ""
    (mail,) = mails.mails
    assert mail["bcc"] is None
    assert mail["subject"] == "Hi Bcc: eve@example.com"
    text = mail.get_body(("plain",))
    assert text
    assert text.get_content().strip() == "a b . QUIT"


def test_what_a_service_refuses_is_said_without_the_secrets_of_its_address(hook: Webhook, mails: Mailbox) -> None:
    hook.status = 500
    said = sending.send(f"json://user:hunter22@127.0.0.1:{hook.port}/se-cret-path", HELLO)
    assert said == "JSON at 127.0.0.1: Failed to send JSON POST notification: Internal server error., error=500"
    mails.refused = "ann@example.com"
    assert sending.send(mails.address(), HELLO) == "E-Mail at 127.0.0.1: 550 5.1.1 no such user here"
    mails.answer = "554 no spam please"
    assert sending.send(mails.address("bob@example.com"), HELLO) == "E-Mail at 127.0.0.1: 554 no spam please"
    secret = f"{mails.address('bob@example.com')}&user=bob&pass=hunter22"
    assert sending.send(secret, HELLO) == "E-Mail at 127.0.0.1: SMTP AUTH extension not supported by server"
    mails.refused, mails.says = "bob@example.com", "550 hunter22 is no password, and bob@example.com no user"
    refused = sending.send(mails.address("bob@example.com&name=hunter22"), HELLO)
    assert refused == "E-Mail at 127.0.0.1: 550 … is no password, and bob@… no user"
    assert mails.mails == []


def test_a_service_that_sends_on_to_another_is_not_followed(hook: Webhook) -> None:
    hook.status = 302
    assert sending.send(hook.address(), HELLO) != ""
    assert len(hook.posted) == 1


@pytest.mark.parametrize(
    "scheme", ["json://127.0.0.1:{}/x?", "mailto://127.0.0.1:{}?mode=insecure&from=a@example.com&to=b@example.com"]
)
def test_a_service_that_never_answers_is_given_up(scheme: str) -> None:
    with services.deaf() as port:
        said = sending.send(scheme.format(port) + services.PATIENT, HELLO)
    assert said.endswith("at 127.0.0.1: no answer in time")


def test_a_service_that_answers_a_letter_at_a_time_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "LONGEST", 1.0)
    with services.slow() as port:
        said = sending.send(f"json://127.0.0.1:{port}/x", HELLO)
    assert said == "JSON at 127.0.0.1: it did not end within 1 seconds"


def test_a_service_that_is_not_there_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert sending.send(f"json://127.0.0.1:{port}/timed+out", HELLO) == "JSON at 127.0.0.1: nothing listens there"


def test_an_address_that_is_none_is_said_without_what_it_holds(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert sending.send("slack://hunter22", HELLO) == "slack://… is no address that Apprise knows"
    assert sending.send("env:NOBODY_SET_THIS", HELLO) == "env:NOBODY_SET_THIS is not set"
    monkeypatch.setenv("HOOK", "nonsense://hunter22")
    assert sending.send("env:HOOK", HELLO) == "env:HOOK is no address that Apprise knows"
    assert sending.send("nonsense://hunter22", HELLO) == "nonsense://… is no address that Apprise knows"
    assert capfd.readouterr() == ("", "")


def test_the_admin_is_told_once_for_each_key(hook: Webhook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not tell_admin(tmp_path, "load 1", "Loading failed.", at=NOW)
    monkeypatch.setenv("HOOK", hook.address())
    data = book(tmp_path, 'admin = "env:HOOK"')
    assert tell_admin(data, "load 1", "Loading failed.", at=NOW)
    assert tell_admin(data, "load 1", "Loading failed.", at=NOW)
    assert tell_admin(data, "load 2", "Loading failed again.", at=NOW)
    assert hook.told == [
        "Stand-up board: look at the records\nLoading failed.",
        "Stand-up board: look at the records\nLoading failed again.",
    ]
    first, _ = Journal.of(data).entries()
    assert first.body == {"to": "admin", "nth": 1, "key": "load 1"}
    assert not tell_admin(book(tmp_path, "quiet = []"), "load 3", "Nobody hears.", at=NOW)


def test_an_admin_who_could_not_be_told_is_told_at_the_next_try_and_nobody_else_again(
    hook: Webhook, mails: Mailbox, tmp_path: Path
) -> None:
    data = book(tmp_path, f'admin = ["{hook.address()}", "{mails.address()}"]')
    hook.status = 503
    with pytest.raises(NotifyError) as caught:
        tell_admin(data, "load 1", "Loading failed.", at=NOW)
    assert caught.value.message.startswith("admin (1 of 2): JSON at 127.0.0.1: ")
    hook.status = 200
    tell_admin(data, "load 1", "Loading failed.", at=NOW)
    assert (len(hook.posted), len(mails.mails)) == (2, 1)


def test_nothing_is_sent_where_nothing_can_be_remembered(hook: Webhook, tmp_path: Path) -> None:
    data = book(tmp_path, f'admin = "{hook.address()}"')
    (data / "journal.sqlite").write_text("this is no journal", "utf-8")
    with pytest.raises(SlaDashError):
        tell_admin(data, "load 1", "Loading failed.", at=NOW)
    assert hook.posted == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('mangaer = "env:X"', "mangaer is no key of notify.toml; did you mean manager?"),
        ("manager = 3", 'manager: write addresses in brackets, like ["env:SLACK_URL"]'),
        ("manager = []", "manager: needs at least one address"),
        ("admin = [3]", 'admin.1: write an address in quotes, like "env:SLACK_URL"'),
        (
            'owner.ann = ["hunter22"]',
            'owner.ann.1: is no address: write one of Apprise, like "mailto://…", or "env:NAME" of a variable',
        ),
        ('owner = "env:X"', 'owner: write a table, like [owner] and then "rep 03" = "env:SLACK_URL"'),
        (
            'quiet = ["8pm-7am"]',
            "quiet.1: '8pm-7am' is not an interval: write it like \"09:00-17:30\"",
        ),
    ],
)
def test_a_mistake_in_the_addresses_is_said_by_its_place_without_the_address(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(NotifyError) as caught:
        addresses.read(book(tmp_path, text))
    assert caught.value.message == f"notify.toml cannot be used:\n- {said}"


def test_addresses_that_are_not_there_are_asked_for_with_an_example(tmp_path: Path) -> None:
    with pytest.raises(NotifyError) as caught:
        addresses.read(tmp_path)
    assert caught.value.message == f"There is no notify.toml in {tmp_path}, so nobody can be told."
    assert addresses.EXAMPLE in caught.value.advice
    assert addresses.read(book(tmp_path, addresses.EXAMPLE)).manager


WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-19T19:59:59+01:00", None),
        ("2026-11-19T20:00:00+01:00", "2026-11-20T07:30:00+01:00"),
        ("2026-11-20T07:29:59+01:00", "2026-11-20T07:30:00+01:00"),
        ("2026-11-20T07:30:00+01:00", None),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T07:30:00+01:00"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T07:30:00+01:00"),
        ("2026-03-28T23:00:00+01:00", "2026-03-29T07:30:00+02:00"),
    ],
)
def test_quiet_hours_are_by_the_clock_on_the_wall_on_the_days_that_it_is_changed_too(
    at: str, until: str | None, tmp_path: Path
) -> None:
    quiet = addresses.read(book(tmp_path, 'quiet = ["20:00-07:30"]')).quiet
    found = addresses.quiet_until(datetime.fromisoformat(at), quiet, WARSAW)
    assert found == (until and datetime.fromisoformat(until))


GUIDE = (ROOT / "docs" / "alerts.md").read_text("utf-8")


def test_every_address_of_the_guide_is_one() -> None:
    found = re.findall(r"[`\"](\w+://[^`\"]+)[`\"]", GUIDE)
    assert len(found) > 6
    unknown = [one for one in found if "does not know" in sending.where(one)]
    assert unknown == []


def test_the_files_of_the_guide_are_sound(tmp_path: Path) -> None:
    ladder, addressed = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert [one.at for one in agreement.parse(f"{drawn.AGREEMENT}\n{ladder}").alerts] == [
        Decimal("0.5"),
        Decimal("0.8"),
        1,
    ]
    assert addresses.read(book(tmp_path, addressed)).lead == {"Europe": ("env:EUROPE_LEAD",)}
