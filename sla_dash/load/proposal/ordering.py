"""Day or month first, where no value of a column decides it."""

from sla_dash.load.proposal.questions import Asked, Question
from sla_dash.load.proposal.seen import Column, Order, Reading, Seen, shown


def chosen(column: Column, seen: Seen, asked: Asked) -> Reading:
    """Return how the dates of a column are read: as its values decide, or as is answered for the whole file."""
    if column.dates is None:
        raise ValueError(f"{column.name} holds no dates")
    if not column.dates.ambiguous:
        return column.dates.readings[0]
    default, reason = _default(seen)
    example = next((text for text in column.examples if text not in column.dates.readings[0].unread), "")
    text = (
        f"In {seen.label}, is the day or the month first in dates such as {shown(example, 30)} ({shown(column.name)})? "
        "No value decides it."
    )
    granted = f"in {seen.label} dates such as {shown(example, 30)} are {default}, {reason}"
    answer = asked.answer(Question(f"order:{seen.label}", text, ("day first", "month first"), default, granted))
    return next(reading for reading in column.dates.readings if reading.order == answer)


def _default(seen: Seen) -> tuple[Order, str]:
    """Return the likelier order of a file, and why."""
    for column in seen.columns:
        if column.dates and not column.dates.ambiguous:
            reading = column.dates.readings[0]
            if reading.order and reading.decided_by:
                return reading.order, f"as {shown(reading.decided_by[0], 30)} in {shown(column.name)} is"
    formats = [one for column in seen.columns if column.dates for one in column.dates.readings[0].formats]
    if any("%p" in one for one in formats):
        return "month first", "as a clock of twelve hours is used where the month is written first"
    return "day first", "as most countries write them"
