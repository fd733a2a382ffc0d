"""Boards are shared while they say the same, and let go with the snapshot that they speak of."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from sla_dash.board import kept
from sla_dash.board.kept import Kept
from sla_dash.errors import RecordsError
from sla_dash.records import store
from tests import drawn, morning


@pytest.fixture
def newest(morning_data: Path) -> Path:
    return store.newest(morning_data)


@pytest.fixture
def boards() -> Iterator[Kept]:
    found = Kept()
    yield found
    for snapshot in found._snapshots.values():
        snapshot.close()


def test_viewers_of_one_minute_share_a_board_and_its_answers(boards: Kept, newest: Path) -> None:
    terms = drawn.agreements()
    first = boards.board(newest, terms, morning.NOW)
    assert boards.board(newest, drawn.agreements(), morning.NOW + timedelta(seconds=59)) is first
    assert boards.board(newest, terms, morning.NOW + timedelta(seconds=60)) is not first
    assert first.delivery.lines is first.delivery.lines


def test_the_same_board_beside_is_kept_and_answers_while_the_other_is_asked(boards: Kept, newest: Path) -> None:
    board = boards.board(newest, drawn.agreements(), morning.NOW)
    beside = board.beside
    assert beside is board.beside
    with board.lock, ThreadPoolExecutor(1) as threads:
        lines = threads.submit(lambda: beside.contact.lines).result(timeout=10)
    assert lines == board.contact.lines


def test_another_choice_is_another_board(boards: Kept, newest: Path) -> None:
    terms = drawn.agreements()
    whole = boards.board(newest, terms, morning.NOW)
    narrowed = boards.board(newest, terms, morning.NOW, lead_type="form")
    paced = boards.board(newest, terms, morning.NOW, profile="calendar day")
    assert len({id(one) for one in (whole, narrowed, paced)}) == 3
    assert narrowed.delivery.lines[-1].so_far.counts.net == 81
    assert whole.delivery.lines[-1].so_far.counts.net == 90


def test_a_signature_makes_another_board_of_the_same_terms(boards: Kept, newest: Path) -> None:
    unsigned = boards.board(newest, drawn.agreements(), morning.NOW)
    signed = boards.board(newest, drawn.agreements(drawn.terms().model_copy(update={"signed": True})), morning.NOW)
    assert (unsigned.now_terms.signed, signed.now_terms.signed) == (False, True)


def test_only_the_last_boards_are_kept(boards: Kept, newest: Path) -> None:
    terms = drawn.agreements()
    first = boards.board(newest, terms, morning.NOW)
    minutes = [morning.NOW + timedelta(minutes=n) for n in range(1, kept.MOST)]
    last = [boards.board(newest, terms, at) for at in minutes][-1]
    assert boards.board(newest, terms, morning.NOW) is first
    boards.board(newest, terms, morning.NOW - timedelta(minutes=1))
    assert boards.board(newest, terms, morning.NOW) is first, "looked at last but one"
    assert boards.board(newest, terms, minutes[-1]) is last
    assert len(boards._boards) == kept.MOST


def test_newer_records_empty_the_store_and_close_all_but_the_last_snapshot(
    boards: Kept, newest: Path, tmp_path: Path
) -> None:
    terms = drawn.agreements()
    files = [shutil.copy(newest, tmp_path / f"records-2026112{n}T080000Z.duckdb") for n in range(3)]
    first, second, third = (boards.board(Path(file), terms, morning.NOW) for file in files)
    assert len(boards._boards) == 1
    assert second.delivery.lines == third.delivery.lines
    with pytest.raises(Exception, match="closed"):
        _ = first.delivery.lines


def test_what_cannot_be_opened_is_not_remembered(boards: Kept, newest: Path, tmp_path: Path) -> None:
    broken = tmp_path / "records-20261120T080000Z.duckdb"
    broken.write_text("nothing", "utf-8")
    with pytest.raises(RecordsError):
        boards.board(broken, drawn.agreements(), morning.NOW)
    shutil.copy(newest, broken)
    assert boards.board(broken, drawn.agreements(), morning.NOW).delivery.lines
