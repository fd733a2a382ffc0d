"""A mapping that rests on one of the package: the questions that it leaves, and how it is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sla_dash.load import mapping
from sla_dash.load.mapping import presets
from sla_dash.load.proposal import parts, toml
from sla_dash.load.proposal.parts import Line
from sla_dash.load.proposal.questions import Asked, Question
from sla_dash.load.proposal.recognition import Recognised
from sla_dash.load.proposal.seen import Seen

STREAMS, HANDED_OVER, ROBOTS = "streams", "handed_over", "robots"
"""Keys of questions, and of the mapping."""
_FURTHER = {
    STREAMS: 'streams = "S"                # the stream of all; or, by the words of the CRM, { "New business" = "S" }',
    "lead_types": 'lead_types = { "Web" = "web" }   # the words of the CRM and the lead types of the agreement',
    HANDED_OVER: 'handed_over = ["Qualified"]      # the statuses that are the hand-off to sales',
    ROBOTS: 'robots = ["robot@example.com"]   # users who are no people',
    "stages": 'stages = { "Signed" = "won" }    # what stages mean whose names do not say it',
}


@dataclass(frozen=True, slots=True)
class Resting:
    """A mapping that rests on the preset that was recognised."""

    found: Recognised
    questions: tuple[Question, ...]
    """Every question, answered or not; each has a default."""
    granted: tuple[str, ...]
    """What is taken for granted, as nobody answered it, one clause a question."""
    text: str

    def toml(self) -> str:
        """Write the mapping, every line with its reason."""
        return self.text

    def lines(self) -> Iterator[str]:
        """Say which system it is, which files are its sources and why, and what is taken for granted."""
        yield f"These are files of {self.found.preset}:"
        yield from (f"  {line}" for line in self.found.lines())
        yield from (f"  Taken for granted: {granted}." for granted in self.granted)


def known() -> dict[str, mapping.Mapping]:
    """Return the mappings of the package by their names."""
    try:
        names = presets.names()
    except FileNotFoundError:
        return {}
    return {name: mapping.parse({"preset": name}, name) for name in names}


def resting(
    found: Recognised,
    mapped: mapping.Mapping,
    answers: Mapping[str, str],
    *,
    zone: str | None = None,
    streams: tuple[str, ...] = (),
) -> Resting:
    """Return the mapping that rests on the preset that was recognised, under the answers given so far.

    ``mapped`` is that preset, ``zone`` and ``streams`` are those of the agreement; None and none where there is none.
    What nobody answers stands as the preset has it. Raises ``MappingError`` for an answer that a question cannot have.
    """
    asked = Asked(answers)
    keys = [
        Line("preset", found.preset or "", "The files are those of this system; what it reads of them is known."),
        Line("zone", parts.zone_of(asked, zone), "The zone of all times that carry no offset from UTC."),
    ]
    keys += _streams(asked, streams)
    keys += _listed(mapped, asked)
    encodings = {fit.source: one for fit in found.fits for one in [_encoding(fit.files, asked)] if one}
    sources = [(name, _source(found.preset or "", name, encoding)) for name, encoding in encodings.items()]
    given = {line.key for line in keys}
    further = [text for key, text in _FURTHER.items() if key not in given]
    granted = tuple(one.granted for one in asked.open())
    reasons = [one.why for one in found.fits if one.files]
    text = toml.resting(reasons, granted, keys, sources, further)
    return Resting(found, tuple(asked.questions.values()), granted, text)


def _streams(asked: Asked, streams: tuple[str, ...]) -> Iterable[Line]:
    if len(streams) < 2:
        return
    words = "the words of the CRM"
    text = "Which stream of the agreement are all leads and deals of?"
    granted = "the words of the CRM are the names of the streams"
    answer = asked.answer(Question(STREAMS, text, (words, *streams), words, granted))
    if answer != words:
        yield Line(STREAMS, answer, "Every lead and every deal is of this stream.")


def _listed(mapped: mapping.Mapping, asked: Asked) -> Iterable[Line]:
    sql = " ".join(part.sql or "" for _, part in mapped.tables() if part)
    if HANDED_OVER in sql:
        default = ", ".join(mapped.handed_over)
        text = "Which statuses of a lead are its hand-off to sales? Several have a comma between them."
        becomes = f"a lead is handed over when its status becomes {default}"
        granted = becomes if default else "no status of a lead is named as the hand-off"
        yield from _texts(HANDED_OVER, text, default, granted, asked)
    if ROBOTS in sql:
        default = ", ".join(mapped.robots)
        text = "Which users are no people, as the files name them? Several have a comma between them."
        granted = f"users who are no people: {default or 'none'}"
        yield from _texts(ROBOTS, text, default, granted, asked)


def _texts(key: str, text: str, default: str, granted: str, asked: Asked) -> Iterable[Line]:
    answer = asked.answer(Question(key, text, (), default, granted))
    found = [part.strip() for part in answer.split(",") if part.strip()]
    if answer != default and found:
        yield Line(key, found, "As it was answered.")


def _encoding(files: tuple[Seen, ...], asked: Asked) -> str | None:
    return next((encoding for seen in files if (encoding := parts.encoding(seen, asked))), None)


def _source(preset: str, name: str, encoding: str) -> dict[str, Any]:
    """Return a source of a preset with the encoding that its files have: a mapping replaces a source as a whole."""
    written = presets.document(preset).get("source")
    source = written.get(name) if isinstance(written, dict) else None
    return {"encoding": encoding, **(source if isinstance(source, dict) else {})}
