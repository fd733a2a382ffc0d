"""Which bytes of a CSV file separate its fields and rows.

A stretch of the file is looked at as arrays of byte positions; no row is visited by Python.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

NEWLINE, RETURN, SPACE, TAB = 10, 13, 32, 9

Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one stretch as arrays, one element a row."""

    starts: Positions
    ends: Positions
    fields: Positions
    newlines: Positions
    oddities: tuple[tuple[Positions, str], ...]
    """Positions inside broken rows, and what is wrong there."""
    padded: bool
    open_at: int | None
    """Where a quoted value begins that is still open at the end of the stretch."""


def rows(data: bytes, delimiter: int, quote: int | None) -> Rows:
    """Find the rows of a stretch of bytes that begins where a row does; the last may be cut off and is left out."""
    bytes_ = np.frombuffer(data, np.uint8)
    mark = (bytes_ == delimiter) | (bytes_ == NEWLINE)
    oddities: list[tuple[Positions, str]] = []
    open_at = None
    quoted = quote is not None and quote in data
    if quoted:
        mark |= bytes_ == quote
    tokens = np.flatnonzero(mark)
    kinds = bytes_[tokens]
    newlines = tokens[kinds == NEWLINE]
    padded = (b"\r" in data and b" \r" in data) or _padded(bytes_, tokens)
    if quoted:
        outside, open_at, oddities = _outside_quotes(bytes_, tokens, kinds == quote, delimiter)
        tokens, kinds = tokens[outside], kinds[outside]
    last_of_row = np.flatnonzero(kinds == NEWLINE)
    ends = tokens[last_of_row]
    padded = padded or len(ends) < len(newlines)
    fields = np.diff(last_of_row, prepend=-1)
    starts = np.concatenate([np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1])
    if 0 in data:
        oddities.append((np.flatnonzero(bytes_ == 0), "a character in the row that no text has (a zero byte)"))
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        returns = np.flatnonzero(bytes_ == RETURN)
        lone = returns[bytes_[np.minimum(returns + 1, len(bytes_) - 1)] != NEWLINE]
        oddities.append((lone, "a stray line break (a carriage return) in the row"))
    return Rows(starts, ends, fields, newlines, tuple(oddities), padded, open_at)


def _outside_quotes(
    bytes_: Bytes, tokens: Positions, is_quote: Flags, delimiter: int
) -> tuple[Flags, int | None, list[tuple[Positions, str]]]:
    """Follow the quotes: which tokens separate fields and rows, where a value stays open, what is misplaced.

    Quotes come in runs. An odd run at the start of a field opens or closes, an odd run elsewhere closes or
    is plain text, an even run leaves things as they are. So "inside" after a run is the parity of the
    openers since the last odd run that stood elsewhere.
    """
    quotes = tokens[is_quote]
    is_first = np.diff(quotes, prepend=-2) != 1
    runs = quotes[is_first]
    first = np.flatnonzero(is_first)
    first_tokens = np.flatnonzero(is_quote)[first]
    lengths = np.diff(first, append=len(quotes))
    before = bytes_[np.maximum(runs - 1, 0)]
    at_start = (runs == 0) | (before == delimiter) | (before == NEWLINE)
    odd = (lengths & 1) == 1
    openers = np.cumsum(odd & at_start)
    at_reset = np.maximum.accumulate(np.where(odd & ~at_start, openers, 0))
    inside_after = ((openers - at_reset) & 1) == 1
    inside_before = np.concatenate([np.zeros(1, np.bool_), inside_after[:-1]])

    after = runs + lengths
    ends_well = after >= len(bytes_)
    following = bytes_[np.minimum(after, len(bytes_) - 1)]
    ends_well |= (following == delimiter) | (following == NEWLINE)
    following_next = bytes_[np.minimum(after + 1, len(bytes_) - 1)]
    ends_well |= (following == RETURN) & (following_next == NEWLINE)
    closes = (inside_before & odd) | (~inside_before & at_start & ~odd)
    after_spaces = ~inside_before & ~at_start & (before == SPACE)
    after_spaces[after_spaces] = _only_spaces_before(bytes_, runs[after_spaces], delimiter)
    oddities = [
        (runs[closes & ~ends_well], "a quote inside a quoted value that is not doubled"),
        (runs[after_spaces], "a space before the opening quote"),
    ]
    begins_run = np.zeros(len(tokens), np.int64)
    begins_run[first_tokens] = 1
    run_of_token = np.cumsum(begins_run) - 1
    outside = ~is_quote & ~np.where(run_of_token >= 0, inside_after[run_of_token], False)
    open_at = int(runs[~inside_before & inside_after][-1]) if inside_after[-1] else None
    return outside, open_at, oddities


def _padded(bytes_: Bytes, tokens: Positions) -> bool:
    """Say whether white space, or a byte that may be part of a no-break space, stands beside a separator."""
    before = bytes_[tokens - 1]
    after = bytes_[np.minimum(tokens + 1, len(bytes_) - 1)]
    beside = np.concatenate([before, after])
    blanks = (beside == SPACE) | (beside == TAB) | (beside == 0xA0) | (beside == 0xC2)
    return bool(blanks.any())


def _only_spaces_before(bytes_: Bytes, positions: Positions, delimiter: int) -> Flags:
    position = positions - 1
    while (spaces := (bytes_[position] == SPACE) & (position > 0)).any():
        position = position - spaces
    found: Flags = (bytes_[position] == delimiter) | (bytes_[position] == NEWLINE) | (bytes_[position] == SPACE)
    return found
