"""One table of a proposed mapping: its keys, its columns, and the questions that they leave."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from zoneinfo import available_timezones

from sla_dash.errors import MappingError
from sla_dash.load import canonical, vocabulary
from sla_dash.load.mapping import closest
from sla_dash.load.mapping.answers import UTC, Known
from sla_dash.load.proposal import matching, names, ordering, written
from sla_dash.load.proposal.matching import Match
from sla_dash.load.proposal.questions import Asked, Question
from sla_dash.load.proposal.roles import Role
from sla_dash.load.proposal.seen import Column, Mark, Seen, shown

Value = str | list[str] | dict[str, "Value"]
NO_COLUMN = "no column"
ZONE = "zone"
HAND_OFF = "qualified_at"
"""Keys of questions."""
STAGES = {
    "won": ("won", "gewonnen", "gagne", "ganad", "wygran", "sprzedan", "signed", "successful", "erfolgreich", "zawart"),
    "lost": ("lost", "verloren", "perdu", "perdid", "przegran", "utracon", "cancel", "abgelehnt", "unsuccessful"),
}
"""Beginnings of words that say in five languages how a deal ended."""
CHANNELS = {
    "call": ("call", "calls", "anrufe", "anruf", "appels", "llamadas", "polaczenia", "rozmowy"),
    "email": ("email", "emails", "mails"),
    "meeting": ("meeting", "meetings", "events", "termine", "rendez vous", "reuniones", "spotkania"),
    "task": ("task", "tasks", "aufgaben", "tareas", "zadania"),
}
"""Words in the name of a file that say the channel of all its touches."""


@dataclass(frozen=True, slots=True)
class Line:
    """One key of the mapping, its value and the reason for it."""

    key: str
    value: Value
    why: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the mapping."""

    table: canonical.Table
    files: tuple[Seen, ...]
    why: str
    """Why these files are this table, as a sentence."""
    keys: tuple[Line, ...]
    columns: tuple[Line, ...]
    sources: tuple["Source", ...] = ()
    """What the SQL of the table is put to, where it has any."""


@dataclass(frozen=True, slots=True)
class Source:
    """Files that the SQL of a table is put to."""

    name: str
    keys: tuple[Line, ...]
    columns: tuple[Line, ...]
    """Its columns under the names that the SQL has for them."""


def part(role: Role, asked: Asked, known: Known) -> Part:
    """Write one table down whose files are written alike; ``known`` tells the zone of the agreement."""
    seen = role.seen
    recoded = reader(seen, asked)
    matches = dict(role.matches)
    if role.table is canonical.LEADS:
        _hand_off(seen, matches, asked)
    ordered = [(column, matches[column.name]) for column in role.table.columns if column.name in matches]
    columns = []
    for target, match in ordered:
        column, why = match.column, match.why
        value: dict[str, Value] = {"column": recoded(column.name)}
        if target.kind in ("instant", "date") and column.dates:
            why += _date(target, column, seen, value, asked, known)
        elif target.choices and target.name == "stage" and (words := _stages(column, asked)):
            value["values"] = {recoded(word): meaning for word, meaning in words.items()}
            why += " The words that the board does not know are translated."
        columns.append(Line(target.name, value if len(value) > 1 else value["column"], _sentence(why)))
    if role.table is canonical.TOUCHES and "channel" not in matches:
        columns += _channel(seen)
    header = recoded(role.matches[role.table.key or "lead_id"].column.name)
    return Part(role.table, role.files, role.why, tuple(_keys(role, asked, header)), tuple(columns))


def _keys(role: Role, asked: Asked, header: str) -> Iterator[Line]:
    seen = role.seen
    reasons = {
        "files": role.why,
        "delimiter": "the mark that gives every line the same number of values.",
        "encoding": f"{seen.encoding_reason}.",
        "header": f"{seen.above} line{'s' * (seen.above != 1)} stand above the header, which has this column.",
        "sheet": "the workbook has several sheets with rows.",
        "query": "the rows lie in this table of the file.",
    }
    for key, value in written.keys(role.files, header).items():
        if key == "encoding":
            value = encoding(seen, asked) or value
        found: Value = list(value) if isinstance(value, list) else value
        yield Line(key, found, _sentence(reasons[key]))
    if (mark := _decimal(role, asked)) is not None:
        yield Line("decimal", mark, "With this decimal mark the values of its columns are numbers.")


def encoding(seen: Seen, asked: Asked) -> str | None:
    """Return the encoding of a file that is not UTF-8."""
    if not seen.encodings:
        return None
    text = f"{seen.label} may be {' or '.join(seen.encodings)}: {shown(seen.encoding_reason, 120)}. Which reads right?"
    granted = f"{seen.label} is {seen.encodings[0]}, as {shown(seen.encoding_reason, 120)}"
    return asked.answer(Question(f"encoding:{seen.label}", text, seen.encodings, seen.encodings[0], granted))


def reader(seen: Seen, asked: Asked) -> Callable[[str], str]:
    """Return what reads a text of a file in the encoding that was answered."""
    return partial(_recoded, seen, encoding(seen, asked))


def _recoded(seen: Seen, answered: str | None, text: str) -> str:
    """Read a text of a file anew in the encoding that was answered."""
    if answered is None or seen.encoding is None or answered == seen.encoding:
        return text
    try:
        return text.encode(seen.encoding).decode(answered)
    except UnicodeError:
        return text


def _date(
    target: canonical.Column, column: Column, seen: Seen, value: dict[str, Value], asked: Asked, known: Known
) -> str:
    """Add the format of a date to its value, and return what there is to say of them."""
    if column.dates is None:
        return ""
    reading = ordering.chosen(column, seen, asked)
    if reading.formats:
        value["format"] = list(reading.formats) if len(reading.formats) > 1 else reading.formats[0]
    if target.kind == "instant" and not column.dates.zoned:
        zone_of(asked, known)
    said = ""
    if reading.decided_by:
        said += f" {shown(reading.decided_by[0], 30)} decides: {reading.order}."
    if reading.unread:
        said += f" Rows with values such as {shown(reading.unread[0], 30)!r} will be rejected: they are no dates."
    return said


def zone_of(asked: Asked, known: Known) -> str:
    """Return the zone of times without an offset."""
    default = known.zone or UTC
    granted = f"times without an offset are in {default} ({known.whose if known.zone else 'for want of another'})"
    question = Question(ZONE, "In which time zone are the times that carry no offset?", (), default, granted)
    found = asked.answer(question)
    if found not in (zones := available_timezones()):
        near = closest(found, zones)
        raise MappingError(
            f"{found} is not a time zone{near or '.'}", advice="Give an IANA name, such as Europe/Warsaw."
        )
    return found


def _stages(column: Column, asked: Asked) -> dict[str, Value]:
    """Return what the words of stages mean that the vocabulary does not know."""
    known = {vocabulary.spelled(word) for stage, others in vocabulary.STAGES.items() for word in (stage, *others)}
    found: dict[str, Value] = {}
    for word, rows in column.words:
        if vocabulary.spelled(word) in known:
            continue
        said = names.plain(word)
        default = next(
            (stage for stage, starts in STAGES.items() if any(part.startswith(starts) for part in said.split())), "open"
        )
        text = f"What is a deal in the stage {shown(word)} ({rows:,} row{'s' * (rows != 1)} of the sample)?"
        granted = f"a deal in the stage {shown(word)} is {default}"
        found[word] = asked.answer(Question(f"stage:{word}", text, ("open", "won", "lost"), default, granted))
    return found


def _channel(seen: Seen) -> list[Line]:
    for channel, words in CHANNELS.items():
        if said := names.words_in(seen.title, words):
            return [Line("channel", {"constant": channel}, f"Its name says {said}.")]
    return []


def _hand_off(seen: Seen, matches: dict[str, Match], asked: Asked) -> None:
    """Settle which date is the hand-off to sales."""
    named = [
        column
        for column in seen.columns
        if column.dates and not column.twice and names.score(column.name, names.HAND_OFF_WORDS) >= matching.SURE
    ]
    if len(named) == 1 and HAND_OFF in matches:
        return
    created = matches["created_at"].column
    offered = named or [created, *matching.dates_left(seen, [matches["created_at"]])]
    default = matches[HAND_OFF].column.name if HAND_OFF in matches else created.name
    listed = ", ".join(shown(column.name) for column in offered)
    text = f"When is a lead handed over to sales? A date that could say it: {listed}."
    granted = f"a lead is handed over at {shown(default)}"
    if not named:
        granted += ", when it was created, as no column is named for the hand-off"
    choices = (*(column.name for column in offered), NO_COLUMN)
    answer = asked.answer(Question(HAND_OFF, text, choices, default, granted))
    matches.pop(HAND_OFF, None)
    if column := seen.column(answer):
        why = "it is taken for the hand-off to sales." if answer != default or named else f"{granted}."
        matches[HAND_OFF] = Match(HAND_OFF, column, names.EXACT, why)


def _decimal(role: Role, asked: Asked) -> Mark | None:
    """Return the decimal mark of the numbers of a table; None where they are plain."""
    numeric = [
        role.matches[target.name].column
        for target in role.table.columns
        if target.kind in ("number", "money") and target.name in role.matches
    ]
    unsure = [column for column in numeric if column.thousands]
    sure = [column for column in numeric if "" not in column.marks and not column.thousands]
    if sure:
        return next(mark for mark in sure[-1].marks)
    if not unsure:
        return None
    column = unsure[0]
    value = next(text for text in column.examples if "." in text or "," in text)
    inside = "," if "," in value else "."
    default: Mark = "." if inside == "," else ","
    whole = shown(value.replace(inside, ""), 20)
    text = f"Is {shown(value, 20)} in {shown(column.name)} the whole number {whole}, or are its last digits decimals?"
    granted = f"{shown(value, 20)} in {shown(column.name)} is {whole}, as amounts seldom have three decimals"
    question = Question(f"decimal:{role.seen.label}", text, (default, inside), default, granted)
    return "," if asked.answer(question) == "," else "."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
