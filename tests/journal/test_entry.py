"""The chain: any prefix of it is one, and no byte of it can be changed unseen."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.journal import Entry, faults
from sla_dash.journal.entry import KINDS, Kind

WHEN = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
WRITTEN = st.tuples(
    WHEN, st.text(max_size=10), st.sampled_from(KINDS), st.text(max_size=10), st.dictionaries(st.text(max_size=8), JSON)
)


Written = list[tuple[datetime, str, Kind, str, dict[str, object]]]


def chain(written: Written) -> list[Entry]:
    entries: list[Entry] = []
    for at, who, kind, subject, body in written:
        last = entries[-1] if entries else None
        entries.append(Entry.following(last, at, who, kind, subject, body, verified=False))
    return entries


@given(st.lists(WRITTEN, max_size=6))
def test_every_prefix_of_a_chain_is_whole_and_read_as_it_was_written(written: Written) -> None:
    entries = chain(written)
    for until in range(len(entries) + 1):
        assert faults(entries[:until]) == []
    assert [Entry.read(json.loads(json.dumps(one.document()))) for one in entries] == entries


@given(st.lists(WRITTEN, min_size=1, max_size=4), st.data())
def test_whatever_is_changed_later_breaks_the_chain(written: Written, data: st.DataObject) -> None:
    entries = chain(written)
    number = data.draw(st.integers(0, len(entries) - 1))
    one = entries[number]
    changes: dict[str, Any] = {
        "at": one.at + timedelta(microseconds=1),
        "who": one.who + "x",
        "verified": not one.verified,
        "kind": next(kind for kind in KINDS if kind != one.kind),
        "subject": one.subject + "x",
        "body": {**one.body, "x": data.draw(st.integers()), "": None},
        "previous_hash": one.hash,
        "hash": one.digest[::-1] if one.digest != one.digest[::-1] else "0",
        "id": one.id + 1,
    }
    name = data.draw(st.sampled_from(sorted(changes)))
    changed = [*entries]
    changed[number] = replace(one, **{name: changes[name]})
    if changed != entries:
        assert faults(changed)


@given(st.lists(WRITTEN, min_size=2, max_size=5), st.data())
def test_whatever_is_taken_out_or_moved_breaks_the_chain(written: Written, data: st.DataObject) -> None:
    entries = chain(written)
    number = data.draw(st.integers(0, len(entries) - 2))
    assert faults(entries[:number] + entries[number + 1 :])
    entries[number], entries[number + 1] = entries[number + 1], entries[number]
    assert faults(entries)


def test_an_entry_is_never_older_than_the_one_before_it() -> None:
    noon = datetime(2026, 11, 19, 12, tzinfo=UTC)
    first = Entry.following(None, noon, "ann", "note", "s", {}, verified=False)
    second = Entry.following(first, noon - timedelta(hours=1), "bob", "note", "s", {}, verified=False)
    assert second.at == noon
    assert faults([first, second]) == []


def test_what_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        Entry.following(None, datetime(2026, 1, 1, tzinfo=UTC), "a", "note", "s", {"x": float("nan")}, verified=False)
