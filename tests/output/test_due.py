"""What is due to be told of promises: what changed beyond chance, against what was told last."""

from datetime import UTC, date, datetime, timedelta

from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.calendar import days
from sla_dash.journal import Decided, Entry, telling
from sla_dash.journal.telling import Told
from sla_dash.output.telling import Book, due
from sla_dash.records.store import Snapshot
from tests import boards, drawn
from tests.boards import version

BOOK = Book(standings=("env:STANDINGS",))
FIRST = version(1, "2026-09-01", 100)


def morning(day: int, each_day: int, month: int = 11) -> Board:
    """Return the board at nine in Warsaw, where so many forms came on each working day of the month before ``day``."""
    as_of = datetime(2026, month, day, 8, tzinfo=UTC)
    worked = [one for one in days(date(2026, month, 1), date(2026, month, day)) if one.weekday() < 5]
    before = {date(2026, 10, 1) + timedelta(days=n): 1 for n in range(20)}
    return boards.board(boards.leads({**before, **dict.fromkeys(worked, each_day)}), as_of, FIRST)


def news(board: Board, told: Told | None = None) -> list[due.Due]:
    return list(due.every(board, Decided(), BOOK, told or Told(), digest=False))


def remembered(*found: due.Due) -> Told:
    """Return what the journal says once these were told, in their order."""
    entries: list[Entry] = []
    for one in found:
        role, nth = one.to
        body = {"to": role, "nth": nth, **one.remembered}
        last = entries[-1] if entries else None
        entries.append(Entry.following(last, drawn.NOW, "x", "notified", "x", body, verified=True))
    return telling.fold(entries)


def test_what_left_its_band_beyond_chance_is_told_once_with_its_month_in_the_title() -> None:
    (first,) = news(morning(19, 1))
    assert first.message.title == "November 2026: 4 standings changed, 4 for the worse"
    assert list(first.message.lines) == [
        "- SMB · form: too low, 13 of 62 due by now",
        "- SMB · outbound: too low, 0 of 25 due by now",
        "- all leads: too low, 13 of 87 due by now",
        "- value of all leads: too low, 1,664 of 13 k due by now",
        "As of Thu 19 Nov 09:00 in Europe/Warsaw, records to Wed 18 Nov 13:00: what was done since is not in them.",
    ]
    assert news(morning(19, 1), remembered(first)) == []
    assert news(morning(20, 1), remembered(first)) == []


def test_what_is_in_its_band_again_is_told_and_what_could_be_chance_is_not() -> None:
    (first,) = news(morning(19, 1))
    (back,) = news(morning(19, 5), remembered(first))
    assert [line for line in back.message.lines if "form" in line] == ["- SMB · form: in range, 65 of 62 due by now"]
    chance = morning(19, 4)
    assert chance.delivery.lines[0].so_far.could_be_chance
    assert not any("form" in line for one in news(chance, remembered(first)) for line in one.message.lines)


def test_nothing_is_told_before_anything_is_due_and_a_month_that_begins_well_is_no_news() -> None:
    assert news(morning(2, 0)) == []
    kept = news(morning(19, 5))
    assert not any("form" in line for one in kept for line in one.message.lines)


def test_a_new_month_begins_anew() -> None:
    (first,) = news(morning(30, 1))
    (again,) = news(morning(15, 1, month=12), remembered(first))
    assert again.message.title.startswith("December 2026: ")


def contacted(in_time: int, late: int) -> Board:
    """Return the morning of Thursday 19 November, where so many forms were contacted within the hour and too late."""
    leads, touches = ["lead_id | lead_type | qualified_at"], ["lead_id | touched_at"]
    for n in range(in_time + late):
        at = datetime(2026, 11, 18, 8, n % 60)
        leads.append(f"L{n} | form | {at}")
        touches.append(f"L{n} | {at + timedelta(hours=1 if n < in_time else 7)}")
    held = drawn.agreements(FIRST)
    connection = drawn.records(held, drawn.NOW, leads="\n".join(leads), touches="\n".join(touches))
    return put_together(Snapshot(connection), held, drawn.NOW)


def test_a_contact_promise_that_is_not_kept_is_told_and_again_once_it_is_kept() -> None:
    (first,) = news(contacted(5, 25))
    said = "- contact promise for SMB · form: not kept, 17 % of 30 leads in time where 90 % is due"
    assert said in first.message.lines
    (back,) = news(contacted(59, 1), remembered(first))
    assert "- contact promise for SMB · form: kept, 98 % of 60 leads in time where 90 % is due" in back.message.lines
    assert not any("contact" in line for one in news(contacted(59, 1)) for line in one.message.lines)
    assert not any("contact" in line for one in news(contacted(3, 6)) for line in one.message.lines)  # too early


def test_a_change_in_quiet_hours_is_held_until_they_end_by_the_agreements_clock() -> None:
    quiet = Book.model_validate({"standings": "env:STANDINGS", "quiet": ["08:00-12:00"]})
    (held,) = due.every(morning(19, 1), Decided(), quiet, Told(), digest=False)
    assert held.held_until == datetime(2026, 11, 19, 11, tzinfo=UTC)
