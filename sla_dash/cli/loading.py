"""``sla-dash load``: a CRM's files into a new snapshot, by a mapping, a preset, or what the folder is recognised as."""

import contextlib
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sla_dash import places
from sla_dash.cli.shared import AsOf, Data, history, instant, progress, say

if TYPE_CHECKING:
    from datetime import datetime

    from sla_dash.agreement import Agreements
    from sla_dash.load.proposal import Question
    from sla_dash.load.suggestion import Suggestion

NO_AGREEMENT = (
    "There is no agreement yet: `sla-dash agreement draft` writes a first one from these records; so does the board."
)
LONGEST = timedelta(days=7)
"""Beyond, a slip of the pen is likelier."""


def stretch(text: str) -> timedelta:
    """Read a stretch of time by the clock such as 90s, 15m, 15min or 1h30m, of a second to a week."""
    found = re.fullmatch(r"(?:(\d{1,4})h)?(?:(\d{1,5})m(?:in)?)?(?:(\d{1,6})s)?", text.strip())
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    value = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if not timedelta(0) < value <= LONGEST:
        raise typer.BadParameter(f"{text!r} is no stretch of time from a second to a week: write 90s, 15m or 1h30m.")
    return value


def load(
    folder: Annotated[Path | None, typer.Argument(help="Folder of exported files; without it, prepare again.")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="How its columns become records.")] = None,
    preset: Annotated[str | None, typer.Option("--preset", help="Which CRM wrote it; recognised if not given.")] = None,
    spark: Annotated[str | None, typer.Option("--spark", help="Spark, sc://HOST:15002, that loads a lake.")] = None,
    data: Data = places.DATA,
    as_of: AsOf = None,
) -> None:
    """Load the files of a CRM into a new snapshot; without a folder, prepare the newest one again."""
    from sla_dash.load import failed

    if spark and (folder or preset or not mapping):
        raise typer.BadParameter("--spark needs a mapping, which names tables of the lake, and no folder")
    if folder is None and (mapping or preset) and not spark:
        raise typer.BadParameter("--mapping and --preset need a folder")
    if mapping and preset:
        raise typer.BadParameter("a mapping names its preset itself: give one of --mapping and --preset")
    now = instant(as_of)
    if spark and mapping:
        with contextlib.nullcontext() if terminal() else failed.kept(data, mapping.parent):
            _from_lake(spark, mapping, data, now)
    elif folder is None:
        _prepared(data, now)
    elif terminal():
        _from(folder, mapping, preset, data, now)
    else:  # nobody is there to read why it fails
        with failed.kept(data, folder, *([mapping.parent] if mapping else [])):
            _from(folder, mapping, preset, data, now)


def _prepared(data: Path, now: "datetime") -> None:
    """Prepare the newest records again, and say so."""
    from sla_dash import load as loading

    agreements, before = _agreements(data), places.snapshots(data)
    with progress() as told:
        path = loading.again(data, agreements, now, progress=told)
    removed = [one.name for one in before if not one.exists()]
    told_of = [f"Removed, as no more are kept: {', '.join(removed)}."] if removed else []
    _say([f"Prepared the newest records again, as {path.name}.", *told_of], agreements)


def _from(folder: Path, mapping: Path | None, preset: str | None, data: Path, now: "datetime") -> None:
    """Load a folder by a mapping, by the one that is kept, or by what it is recognised as; say what became of it."""
    from sla_dash import demo
    from sla_dash.load import suggestion

    made_up = demo.is_held(data)
    agreements = None if made_up else _agreements(data)
    if mapping:
        report = _loaded(folder, mapping, data, agreements, now)
    elif not preset and not made_up and (kept := data / suggestion.KEPT).exists():
        say([f"By {kept}, which the last load has kept; remove it to have the folder looked at anew."])
        report = _loaded(folder, kept, data, agreements, now)
    else:
        report = _found(folder, preset, data, agreements, now)
    _say(report, agreements)


def _from_lake(spark: str, mapping: Path, data: Path, now: "datetime") -> None:
    """Load the tables of a lake on a Spark cluster, for which a made-up company makes room; say what became of both."""
    from sla_dash import demo
    from sla_dash.load import lake

    agreements = None if demo.is_held(data) else _agreements(data)
    with demo.aside(data) as moved, progress() as told:
        report = lake.records(spark, mapping, data, agreements, now=now, progress=told)
    _say([*([f"The made-up company is kept in {moved}."] if moved else []), *report.lines()], agreements)


def _agreements(data: Path) -> "Agreements | None":
    """Return the versions of the agreement; None where there are none yet."""
    known = history(data)
    return known.agreements if known.holds else None


def _say(report: Iterable[str], agreements: "Agreements | None") -> None:
    say([*report, *(() if agreements else (NO_AGREEMENT,))])


def _found(
    folder: Path, preset: str | None, data: Path, agreements: "Agreements | None", now: "datetime"
) -> Iterable[str]:
    """Load a folder by what it is recognised as, and keep that for the next time."""
    from sla_dash.load import suggestion

    text = answered(folder, preset, data, agreements, now)
    with tempfile.TemporaryDirectory(prefix="sla-dash-") as aside:
        mapping = Path(aside) / suggestion.KEPT
        mapping.write_text(text, "utf-8")
        report = _loaded(folder, mapping, data, agreements, now)
    suggestion.keep(data, text)
    return (*report, f"The mapping is kept in {data / suggestion.KEPT} for the next time.")


def _loaded(folder: Path, mapping: Path, data: Path, agreements: "Agreements | None", now: "datetime") -> Iterable[str]:
    """Load a folder by a mapping, for which a made-up company makes room; say what became of both."""
    from sla_dash import demo
    from sla_dash import load as loading

    with demo.aside(data) as moved, progress() as told:
        report = loading.records(folder, mapping, data, agreements, now=now, progress=told)
    return (*([f"The made-up company is kept in {moved}."] if moved else []), *report.lines())


def answered(folder: Path, preset: str | None, data: Path, agreements: "Agreements | None", now: "datetime") -> str:
    """Write the mapping for a folder: on a terminal all that files cannot say is asked, elsewhere it is said."""
    from sla_dash.errors import MappingError
    from sla_dash.load import proposal, suggestion
    from sla_dash.load.mapping.answers import known
    from sla_dash.output import trial

    answers = dict[str, str]()
    suggested = partial(suggestion.suggested, folder, proposal.looked(folder), known(agreements, now), preset=preset)
    found = suggested(answers)
    if not found.text:
        question = found.questions[0]
        if not terminal():
            raise MappingError(question.text, advice=f"Name it: --preset {' or --preset '.join(question.choices)}.")
        answers[question.key] = asked(question)
        found = suggested(answers)
    title = f"Recognised as {found.preset}:" if found.preset else "Proposed from headers and values:"
    say([title, *_indented(found.why)])
    if not terminal():
        say(["Taken for granted:", *_indented(one.granted for one in found.questions if one.granted)])
        return found.text
    while (one := next((one for one in found.questions if one.key not in answers), None)) is not None:
        found = _taken(suggested, answers, one)
    with progress() as told:
        words = trial.tried(folder, suggested(answers).text, data, agreements, now, progress=told).words
    answers |= {one.key: asked(one) for one in words}
    return suggested(answers, words).text


def _taken(
    suggested: "Callable[[dict[str, str]], Suggestion]", answers: dict[str, str], question: "Question"
) -> "Suggestion":
    """Add the answer to a question, put again where it cannot be; return what is suggested under it."""
    from sla_dash.errors import MappingError

    while True:
        answers[question.key] = asked(question)
        try:
            return suggested(answers)
        except MappingError as error:
            say([error.message, error.advice])


def asked(question: "Question") -> str:
    """Put a question on the terminal, its choices by their numbers; Enter takes its default."""
    say([question.text, *(f"  {number}  {choice}" for number, choice in enumerate(question.choices, 1))])
    if not question.choices:
        return str(typer.prompt("  Answer", default=question.default or "", show_default=bool(question.default)))
    default = question.choices.index(question.default) + 1 if question.default in question.choices else None
    while True:
        number: str = typer.prompt("  Number", default=None if default is None else str(default))
        if number.isdecimal() and 1 <= int(number) <= len(question.choices):
            return question.choices[int(number) - 1]
        say([f"  Give a number from 1 to {len(question.choices)}."])


def terminal() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty()


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]
