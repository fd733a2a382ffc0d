"""``sla-dash map``: from a look at a folder to the mapping that loads it."""

import shlex
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sla_dash import clock, places
from sla_dash.cli.shared import Data, history, say
from sla_dash.errors import SlaDashError, refusals

if TYPE_CHECKING:
    from sla_dash.load.proposal import Proposal, Question, Resting

    Made = Proposal | Resting

DEFAULT = Path("mapping.toml")
"""In the folder where one stands."""


def map_folder(
    folder: Annotated[Path, typer.Argument(help="Folder of exported files.")],
    output: Annotated[Path, typer.Option("--output", help="Where to write the mapping.")] = DEFAULT,
    force: Annotated[bool, typer.Option("--force", help="Replace a mapping that is there.")] = False,
    data: Data = places.DATA,
) -> None:
    """Look at a folder of files and write the mapping that loads it, with a reason for every line.

    On a terminal it asks what the files cannot say; elsewhere it takes the likeliest answers, and says so.
    """
    from sla_dash.load import mapping, proposal

    on_terminal = terminal()
    _refuse_present(output, force=force, on_terminal=on_terminal)
    zone, streams = _agreed(data)
    seen, presets = proposal.looked(folder), proposal.known()
    answers: dict[str, str] = {}
    found = proposal.recognised(seen, presets)
    if found and found.question:
        answers[found.question.key] = _chosen(found.question, on_terminal=on_terminal)
        found = proposal.recognised(seen, presets, answers)

    def made() -> "Made":
        if found and found.preset:
            return proposal.resting(found, presets[found.preset], answers, zone=zone, streams=streams)
        return proposal.proposed(seen, answers, zone=zone)

    say(made().lines())
    text = (_asked(made, answers) if on_terminal else made()).toml()
    mapping.parse(tomllib.loads(text), output.name)
    with refusals(f"The mapping cannot be written to {output}"):
        output.write_text(text, "utf-8")
    command = shlex.join(["sla-dash", "load", str(folder), "--mapping", str(output)])
    say([f"The mapping is in {output}. Look it over, then: {command}"])


def terminal() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _refuse_present(output: Path, *, force: bool, on_terminal: bool) -> None:
    if not output.exists() or force:
        return
    if not (on_terminal and output.is_file() and typer.confirm(f"{output} is there already. Replace it?")):
        raise SlaDashError(
            f"{output} is there already, and stays as it is.",
            advice="Give --output for another place, or --force to replace it.",
        )


def _agreed(data: Path) -> tuple[str | None, tuple[str, ...]]:
    """Return the zone and the streams of the agreement; None and none where there is none yet."""
    known = history(data)
    if not known.holds:
        return None, ()
    terms = known.agreements.governing(clock.now())
    return terms.timezone, tuple(stream.name for stream in terms.streams)


def _asked(made: "Callable[[], Made]", answers: dict[str, str]) -> "Made":
    """Put every question, also those that an answer raises; an answer that cannot be is asked for again."""
    while True:
        found = made()
        question = next((one for one in found.questions if one.key not in answers), None)
        if question is None:
            return found
        answers[question.key] = _chosen(question, on_terminal=True)
        try:
            made()
        except SlaDashError as error:
            say([error.message, error.advice])
            del answers[question.key]


def _chosen(question: "Question", *, on_terminal: bool) -> str:
    """Return the answer to one question: the number of a choice, or words; Enter takes the default."""
    if not on_terminal:
        raise SlaDashError(question.text, advice="Run this on a terminal, where it asks.")
    say(["", question.text, *(f"  {number}. {choice}" for number, choice in enumerate(question.choices, 1))])
    if not question.choices:
        words: str = typer.prompt("Answer", default=question.default or "", show_default=bool(question.default))
        return words.strip()
    default = question.choices.index(question.default) + 1 if question.default in question.choices else None
    while True:
        answer: str = typer.prompt("Number", default=None if default is None else str(default))
        if answer.isdecimal() and 1 <= int(answer) <= len(question.choices):
            return question.choices[int(answer) - 1]
        say([f"Give a number from 1 to {len(question.choices)}."])
