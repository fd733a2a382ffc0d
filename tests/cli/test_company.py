"""The made-up company on the command line: what it decided at its stand-ups tells a story."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import cli, clock, journal
from sla_dash.board import Board, decisions
from sla_dash.board import board as put_together
from sla_dash.cli import company
from sla_dash.demo.decisions import MARKETING, SALES, STORY
from sla_dash.journal import Decided, Journal, fold
from sla_dash.records import store
from sla_dash.rules.measures import Moved

NOW = "2026-11-19T09:00+01:00"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("company")
    done = CliRunner().invoke(cli.app, ["demo", "--data", str(found), "--as-of", NOW])
    assert done.exit_code == 0
    return found


@pytest.fixture(scope="module")
def told(data: Path) -> tuple[Board, Decided]:
    board = put_together(store.open_file(store.newest(data)), journal.read(data).agreements, clock.instant(NOW))
    return board, fold(Journal.of(data).entries())


def test_what_it_decided_tells_a_story(told: tuple[Board, Decided]) -> None:
    found = decisions.followed(*told)
    assert sum(one.open for one in found) == 5
    assert sum(one.overdue for one in found) == 2
    assert sum(one.worked for one in found) == 1
    moved = {one.since.moved for one in found if one.since}
    assert {Moved.BETTER, Moved.WORSE, Moved.CHANCE} <= moved
    assert len(told[1].notes) == 4
    assert told[1].skipped == 0


def test_each_number_is_what_it_was_that_morning_and_the_entries_follow_in_time(data: Path) -> None:
    entries = Journal.of(data).entries()
    assert journal.faults(entries) == []
    assert [one.at for one in entries] == sorted(one.at for one in entries)
    assert entries[-1].at < clock.instant(NOW)
    made = {one.what: one for one in fold(entries).decisions}["Double the budget of the search campaign"]
    assert made.about
    assert made.about.said == "35 a working day (495 leads in 14 days)"


def test_nobody_is_named() -> None:
    assert {line.who for line in STORY} <= {SALES, MARKETING, *(f"rep {n:02}" for n in range(1, 11))}


def test_who_decided_already_is_told_nothing(data: Path) -> None:
    before = Journal.of(data).entries()
    company.decide(data, clock.instant(NOW))
    assert Journal.of(data).entries() == before


def test_the_open_ones_are_in_the_mornings_document(data: Path) -> None:
    said = CliRunner().invoke(cli.app, ["standup", "--json", "--data", str(data), "--as-of", NOW]).output
    found = json.loads(said)["decisions"]
    assert [one["overdue"] for one in found] == [True, True, False, False, False]
    assert found[0]["number"]["since"] == "worse"
    earlier = CliRunner().invoke(cli.app, ["standup", "--data", str(data), "--as-of", "2026-10-30T09:00+01:00"]).output
    assert re.search(r"DECISIONS\n.*one open\.", earlier, re.IGNORECASE)
