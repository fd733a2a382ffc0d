"""By which mapping a folder is loaded where nobody names one: recognised or proposed, with what only people know."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomlkit

from sla_dash.errors import SlaDashError, refusals
from sla_dash.load import mapping, proposal, rows, snapshot
from sla_dash.load.mapping import presets
from sla_dash.load.mapping.answers import UTC, Known
from sla_dash.load.proposal import Question, Seen, encodings
from sla_dash.load.proposal.seen import shown

KEPT = "mapping.toml"
"""The mapping in the data folder by which the last load was done, for the next one."""
ZONE, STREAM, HANDED_OVER, ROBOTS = "zone", "streams", "handed_over", "robots"
LEAD_TYPE, STAGE = "lead_types.", "stages."
"""Beginnings of the keys of questions about one word each."""
AS_THE_CRM_SAYS = "as the CRM calls them"
OR_AS_IT_SAYS = f" Of several, write: {AS_THE_CRM_SAYS}."
LONG = 300
"""Characters of a reason that are written."""
MOST = 12
"""Words that are asked about, the commonest first; the others keep theirs."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mapping for a folder, and what it rests on."""

    text: str
    """TOML that loads the folder; empty where a question must be answered before there is one."""
    preset: str | None
    """The mapping of the package that fits; None where one is proposed from headers and values."""
    why: tuple[str, ...]
    """The reasons, a sentence each."""
    questions: tuple[Question, ...]
    """What only people know, answered or not."""
    seen: tuple[Seen, ...]
    """The files."""


def suggested(
    folder: Path,
    seen: Sequence[Seen],
    known: Known,
    answers: Mapping[str, str],
    words: Sequence[Question] = (),
    *,
    preset: str | None = None,
) -> Suggestion:
    """Return the mapping for a folder, in which these files were seen, under these answers.

    ``words`` are the questions about single words that a load has raised; ``preset`` is the one to take, None to find
    one. Raises ``MappingError`` where no file of the folder looks like leads, where the preset misses a file, and for
    an answer that cannot be; ``RecordsError`` where the folder cannot be read.
    """
    documents = {name: _parsed(name) for name in ([preset] if preset else presets.names())}
    if preset:
        proposal.fit(folder, documents[preset])
    seen = tuple(seen)
    found = proposal.recognised(seen, documents, answers)
    if found is not None and found.preset is None and found.question is not None:
        return Suggestion("", None, (), (found.question,), seen)
    if found is not None and found.preset is not None:
        asked = (
            *([found.question] if found.question else []),
            *_of_preset(documents[found.preset], known),
            *encodings.questions(found),
            *words,
        )
        text = _written(found.preset, found.lines(), asked, answers, encodings.sources(found, answers))
        mapping.parse(tomllib.loads(text), KEPT)
        return Suggestion(text, found.preset, tuple(found.lines()), asked, seen)
    proposed = proposal.proposed(seen, answers, known=known)
    text = proposed.toml()
    named = "stream" in tomllib.loads(text)["leads"]["columns"]
    asked = (*([] if named else [_of_stream(known)]), *words)
    return Suggestion(_headed(text, asked, answers), None, tuple(proposed.lines()), (*proposed.questions, *asked), seen)


def kept(folder: Path, seen: Sequence[Seen], data: Path) -> Suggestion | None:
    """Return the mapping that the last load has kept, where these files fit it; else None."""
    try:
        read = mapping.read(data / KEPT)
        rows.found(folder, proposal.fit(folder, read))
        text = (data / KEPT).read_text("utf-8")
    except (SlaDashError, OSError):
        return None
    return Suggestion(text, read.preset, ("These files fit the mapping that the last load has kept.",), (), tuple(seen))


@cache
def _parsed(preset: str) -> mapping.Mapping:
    return mapping.parse({"preset": preset}, preset)


def _of_preset(preset: mapping.Mapping, known: Known) -> Iterator[Question]:
    """Yield what the files of a CRM cannot say."""
    zone = known.zone or UTC
    whose = known.whose if known.zone else "for want of another"
    yield Question(
        ZONE,
        "In which time zone are times that carry no offset?",
        default=zone,
        granted=f"times without an offset are in {zone} ({whose})",
    )
    yield _of_stream(known)
    if preset.handed_over:
        listed = ", ".join(preset.handed_over)
        yield Question(
            HANDED_OVER,
            "Which statuses mean that a lead is handed over to sales? Several with commas between them.",
            default=listed,
            granted=f"a lead is handed over when its status becomes {listed}",
        )
    yield Question(
        ROBOTS,
        "Which users are robots or integrations, not people? Their names or ids, with commas between them.",
        default="",
        granted="every user is a person",
    )


def _of_stream(known: Known) -> Question:
    only = known.only_stream
    return Question(
        STREAM,
        f"Of which revenue stream are these leads and deals?{'' if known.streams else OR_AS_IT_SAYS}",
        choices=(*known.streams, AS_THE_CRM_SAYS) if known.streams else (),
        default=only or AS_THE_CRM_SAYS,
        granted=f"every lead and deal is of the stream {only}" if only else "streams are called as the CRM calls them",
    )


def keep(data: Path, text: str) -> None:
    """Keep a mapping in the data folder for the next load, whole or not at all."""
    with refusals("The mapping cannot be kept"), snapshot.workplace(data, "drafting") as aside:
        (aside / KEPT).write_text(text, "utf-8")
        (aside / KEPT).replace(data / KEPT)


def about_lead_types(found: Mapping[str, int], agreed: Sequence[str]) -> tuple[Question, ...]:
    """Ask what the agreement calls the lead types that it does not name; ``found`` counts the leads of each."""
    unknown = _commonest({word: leads for word, leads in found.items() if word not in agreed})
    return tuple(
        Question(
            LEAD_TYPE + word,
            f"What does the agreement call the lead type {word} ({leads:,} lead{'s' * (leads != 1)})?",
            choices=(word, *agreed),
            default=word,
            granted=f"the lead type {word} keeps its name, and the agreement promises nothing of it",
        )
        for word, leads in (unknown if agreed else ())
    )


def about_stages(found: Mapping[str, int]) -> tuple[Question, ...]:
    """Ask what the stages mean that no CRM in the list uses; ``found`` counts the deals of each."""
    return tuple(
        Question(
            STAGE + word,
            f"Is a deal at the stage {word} ({deals:,} deal{'s' * (deals != 1)}) open, won or lost?",
            choices=("open", "won", "lost"),
            default="open",
            granted=f"a deal at the stage {word} is open",
        )
        for word, deals in _commonest(found)
    )


def _commonest(found: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST]


def _written(
    preset: str,
    why: Sequence[str],
    asked: Sequence[Question],
    answers: Mapping[str, str],
    sources: Mapping[str, object],
) -> str:
    document = tomlkit.document()
    for line in why:
        document.add(tomlkit.comment(shown(line, LONG)))
    document.add("preset", tomlkit.item(preset))
    given = {one.key: answers.get(one.key) or one.default or "" for one in asked}
    document.add(ZONE, tomlkit.item(given[ZONE]))
    said = given[STREAM] == AS_THE_CRM_SAYS
    document.add(STREAM, tomlkit.inline_table() if said else tomlkit.item(given[STREAM]))
    for key in (HANDED_OVER, ROBOTS):
        if listed := [one.strip() for one in given.get(key, "").split(",") if one.strip()]:
            document.add(key, tomlkit.item(listed))
    tables = tomlkit.dumps({"source": sources}) if sources else ""
    return _headed(tables, asked, answers, tomlkit.dumps(document))


def _headed(text: str, asked: Sequence[Question], answers: Mapping[str, str], above: str = "") -> str:
    """Write the stream of everything, and what single words mean, above the tables of a mapping."""
    head = tomlkit.document()
    for one in asked:
        stream = answers.get(one.key) or one.default or ""
        if one.key == STREAM and not above and stream != AS_THE_CRM_SAYS:
            head.add(STREAM, tomlkit.item(stream))
    for key in (LEAD_TYPE, STAGE):
        words = {
            one.key.removeprefix(key): answers[one.key]
            for one in asked
            if one.key.startswith(key) and answers.get(one.key, one.default) != one.default
        }
        if words:
            table = tomlkit.inline_table()
            table.update(words)
            head.add(key.removesuffix("."), table)
    return above + tomlkit.dumps(head) + text
