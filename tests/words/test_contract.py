"""The agreement as a document for people."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import cast

import pytest
from pydantic import BaseModel

from sla_dash import agreement, journal, theme, words
from sla_dash.agreement import Terms, Version
from sla_dash.board.clauses import Aim
from sla_dash.rules.objective import Progress
from tests import ROOT, drawn

EVERYTHING = (ROOT / "tests" / "everything.toml").read_text("utf-8")


def version(text: str) -> Version:
    (found,) = journal.history([("agreement.toml", text)], ()).versions
    return found


def page(text: str) -> str:
    found = version(text)
    state = journal.history([("agreement.toml", text)], ()).state(found, drawn.NOW)
    sections = words.contract.document(found, None)
    said = [words.contract.title(found), *words.contract.status(found, state, drawn.NOW.date())]
    said += [clause.whole for section in sections for clause in section.clauses]
    return theme.plain("\n".join([*said, *(one.whole for one in words.contract.signatures(found))]))


def leaves(found: object, key: str = "") -> Iterator[str]:
    """Yield every value that the terms hold, as people write it, and every name of an entry."""
    match found:
        case BaseModel():
            for name, field in type(found).model_fields.items():
                if not field.exclude:
                    yield from leaves(getattr(found, name), field.alias or name)
        case Mapping() if all(name is None or hasattr(name, "year") for name in found) and key != "overrides":
            yield words.terms.value(key, found)
        case Mapping():
            for name, one in found.items():
                yield words.terms.value("", name)
                yield from leaves(one, key)
        case tuple() if any(isinstance(one, tuple) for one in found):
            yield words.terms.value(key, found)
        case tuple():
            for one in found:
                yield from leaves(one, key)
        case None | "":
            return
        case _ if key == "clock_start":
            yield words.contract.CLOCKS[str(found)]
        case _ if key == "rate":
            yield words.terms.label(str(found))
        case int() if key == "version":
            yield f"version {found}"
        case _:
            yield words.terms.value(key, found)


def keys(model: type[BaseModel], found: BaseModel) -> Iterator[str]:
    """Yield the keys of a model of which an instance says nothing."""
    yield from (name for name, field in model.model_fields.items() if not field.exclude and not getattr(found, name))


def test_the_example_of_everything_says_something_for_every_key() -> None:
    terms = agreement.parse(EVERYTHING)
    assert list(keys(Terms, terms)) == []
    whole = *terms.streams, *terms.streams[0].lead_types, *terms.objectives, *terms.alerts, *terms.steps, *terms.roles
    for part in whole:
        assert list(keys(type(part), part)) == []
    assert list(keys(type(terms.distribution), terms.distribution)) == []


FIRST, SECOND = ((ROOT / "data" / name).read_text("utf-8") for name in ("agreement-1.toml", "agreement.toml"))


@pytest.mark.parametrize("text", [EVERYTHING, drawn.AGREEMENT, FIRST, SECOND], ids=["all", "drawn", "first", "second"])
def test_every_term_of_the_text_is_on_the_page(text: str) -> None:
    said = page(text)
    missing = [value for value in leaves(agreement.parse(text)) if theme.plain(value) not in said]
    assert missing == []


def test_the_days_until_the_revision_are_said_and_those_overdue() -> None:
    found = version(drawn.AGREEMENT)
    state = agreement.State.IN_FORCE
    ahead, past = (
        words.contract.status(found, state, datetime(2026, month, day, tzinfo=UTC).date())[0]
        for month, day in ((11, 30), (12, 3))
    )
    assert ahead.endswith("the next revision on 1 December 2026, in 1 day.")
    assert past.endswith("the next revision on 1 December 2026, 2 days overdue.")


def test_who_signed_is_named_and_who_must_still() -> None:
    found = version('signed_by = ["marketing", "sales"]\n' + drawn.AGREEMENT)
    (marketing, sales, hashed) = words.contract.signatures(found)
    assert theme.plain(marketing.text) == "marketing: has not signed"
    assert theme.plain(sales.text) == "sales: has not signed"
    assert len(hashed.text.split(": ")[1]) == 64


def test_how_the_meeting_goes_and_when_records_are_too_old_is_on_the_page() -> None:
    said = page(drawn.AGREEMENT)
    assert "take 2, 3, 3, 5 and 2 minutes; a screen on a wall shows each for 20 seconds." in said
    assert "Records are too old to judge by once nothing of the last working day is in them." in said
    said = page(EVERYTHING)
    assert "take 1, 2, 3, 4 and 5 minutes; a screen on a wall shows each for 30 seconds." in said
    assert "once more than 7 h of working time have passed since the newest." in said


def test_who_is_told_of_a_lead_that_waits_is_on_the_page_step_by_step() -> None:
    said = page(EVERYTHING)
    assert "Nobody has contacted a lead at 75 % of its time: its owner and who leads the owner's team are told." in said
    assert "Nobody has contacted a lead at 150 % of its time: the manager is told." in said
    assert "Nobody has contacted" not in page(drawn.AGREEMENT)


@pytest.mark.parametrize(
    ("stream", "lead_type", "told"),
    [
        (None, None, [(None, None), ("SMB", None), ("SMB", "form"), ("SMB", "event"), ("Enterprise", "form")]),
        ("SMB", None, [(None, None), ("SMB", None), ("SMB", "form"), ("SMB", "event")]),
        ("SMB", "form", [(None, None), ("SMB", None), ("SMB", "form")]),
    ],
)
def test_of_improvements_those_of_the_leads_on_screen_are_told(
    stream: str | None, lead_type: str | None, told: list[tuple[str | None, str | None]]
) -> None:
    standing = SimpleNamespace(
        progress=Progress.BEHIND, could_be_chance=False, found=Fraction(1, 3), due=Fraction(1, 2)
    )
    aims = {
        kind: SimpleNamespace(
            standing=standing, objective=SimpleNamespace(rate="win", stream=kind[0], lead_type=kind[1])
        )
        for kind in [(None, None), ("SMB", None), ("SMB", "form"), ("SMB", "event"), ("Enterprise", "form")]
    }
    said = words.contract.behind([cast("Aim", one) for one in aims.values()], (stream, lead_type))
    assert said == words.contract.behind([cast("Aim", aims[kind]) for kind in told], (None, None))
