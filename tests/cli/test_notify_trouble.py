"""``sla-dash notify`` where something goes wrong: refusals, silence, a kill, two at once, a full disk."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import cli
from sla_dash.journal import store
from tests import services
from tests.services import Mailbox, Webhook
from tests.waiting import Lead, addresses, company, notify

HALF = "2026-11-19T11:00"
AT_HALF = {**os.environ, "SLA_DASH_NOW": f"{HALF}+01:00"}
"""In Warsaw: when half of the four hours has passed of a lead that came at nine."""


def test_who_could_not_be_told_is_named_and_told_by_the_next_run_and_nobody_else_again(
    tmp_path: Path, hook: Webhook, mails: Mailbox
) -> None:
    data = company(tmp_path, [Lead("L1"), Lead("L2", "bob")], "2026-11-19T10:00")
    tables = {"owner": {"ann": mails.address(), "bob": hook.address("se-cret")}}
    addresses(data, tables=tables)
    mails.refused = "ann@example.com"
    code, said = notify(data, HALF)
    assert code == 1
    assert said.splitlines() == [
        "1 of 2 messages could not be sent:",
        "- owner ann: E-Mail at 127.0.0.1: 550 5.1.1 no such user here",
        "Everybody else was told; the next run tries these again.",
    ]
    mails.refused = ""
    assert notify(data, HALF) == (0, "1 message sent.\n")
    assert (len(mails.mails), len(hook.posted)) == (1, 1)
    assert notify(data, HALF) == (0, "Nothing is to be told.\n")


def test_a_service_that_never_answers_holds_up_nobody(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1"), Lead("L2", "bob")], "2026-11-19T10:00")
    with services.deaf() as port:
        slow = f"json://127.0.0.1:{port}/?{services.PATIENT}"
        addresses(data, tables={"owner": {"ann": slow, "bob": hook.address()}})
        code, said = notify(data, HALF)
    assert (code, len(hook.posted)) == (1, 1)
    assert "- owner ann: JSON at 127.0.0.1: no answer in time" in said.splitlines()


def test_what_is_killed_between_sending_and_remembering_is_told_once_more(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    addresses(data, owner_default=hook.address())
    words, quiet = ["-m", "sla_dash", "notify", "--data", str(data)], subprocess.DEVNULL
    running = subprocess.Popen([sys.executable, *words], env=AT_HALF, stdout=quiet, stderr=quiet)
    hook.before = running.kill
    assert running.wait(60) == -signal.SIGKILL
    assert len(hook.posted) == 1
    hook.before = lambda: None
    assert notify(data, HALF) == (0, "1 message sent.\n")
    assert notify(data, HALF) == (0, "Nothing is to be told.\n")
    assert hook.told == [hook.told[0]] * 2


def test_two_runs_at_once_tell_once(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    addresses(data, owner_default=hook.address())
    came, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        came.set()
        go_on.wait(30)

    hook.before = wait
    words = ["-m", "sla_dash", "notify", "--data", str(data)]
    with subprocess.Popen([sys.executable, *words], env=AT_HALF, stdout=subprocess.PIPE, text=True) as first:
        assert came.wait(60)
        second = notify(data, HALF)
        go_on.set()
        assert first.communicate(timeout=60)[0] == "1 message sent.\n"
    assert second == (0, "Another `sla-dash notify` is at work, and tells what is due.\n")
    assert len(hook.posted) == 1


def test_nothing_more_is_sent_once_something_cannot_be_remembered(
    tmp_path: Path, hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = company(tmp_path, [Lead("L1"), Lead("L2", "bob")], "2026-11-19T10:00")
    addresses(data, tables={"owner": {"ann": hook.address(), "bob": hook.address()}})
    monkeypatch.setattr(store, "BUSY", 0.2)
    other = sqlite3.connect(data / store.FILE, isolation_level=None, check_same_thread=False)
    hook.before = lambda: other.execute("begin immediate")
    code, said = notify(data, HALF)
    other.close()
    assert (code, len(hook.posted)) == (1, 1)
    assert said.startswith("The journal journal.sqlite cannot be written: database is locked.")


def test_nothing_is_sent_where_there_is_no_room_to_remember_it(tmp_path: Path, hook: Webhook) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    addresses(data, owner_default=hook.address())
    (data / "notify.lock").symlink_to("/dev/full")
    code, said = notify(data, HALF)
    assert (code, hook.posted) == (1, [])
    assert said.splitlines() == [
        f"Nothing is sent, as what was sent cannot be remembered in {data}: No space left on device.",
        "Make room on that disk, then try again.",
    ]


def test_a_mistake_in_the_addresses_is_found_by_the_check_too(tmp_path: Path) -> None:
    data = company(tmp_path, [Lead("L1")], "2026-11-19T10:00")
    addresses(data, mangaer="env:MANAGER")
    found = CliRunner().invoke(cli.app, ["check", "--data", str(data)])
    assert str(found.exception).splitlines()[:2] == [
        "notify.toml cannot be used:",
        "- mangaer is no key of notify.toml; did you mean manager?",
    ]
