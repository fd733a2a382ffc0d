"""Slips of the pen: what somebody wrote who never saw TOML, and what to write instead."""

import re
from collections.abc import Sequence
from decimal import Decimal

from sla_dash import exact
from sla_dash.agreement.fields import As

HEADER = re.compile(r"\s*(\[+)\s*(\w+(?:[ .]\s*\w+)*)\s*(\]*)\s*(?:#.*)?$")
KEY_AND_VALUE = re.compile(r"\s*([\w-]+)\s*=\s*(.*?)\s*(?:#.*)?$")
WITHOUT_EQUALS = re.compile(r"\s*([A-Za-z_]\w*)\s*(?::|\s)\s*([^=#]+?)\s*(?:#.*)?$")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
CURLY = re.compile("[“”„‟‘’‚‛«»]")
COPIED = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
NO_DAY = re.compile(rf"\d{{1,4}}([./-])\d{{1,2}}\1\d{{1,4}}|\d{{1,2}}\.? ({MONTHS})\w*\.? \d{{4}}", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
MONEY = re.compile("[€$£¥]|[A-Z]{3}")
DAY = "write a day with the year first and without quotes, like 2026-10-01"
OVERWRITTEN = (
    "the same key stands there already: remove one of the two; of a table of which there may be several, each begins "
    "in double brackets, like [[stream.lead_type]]"
)
QUOTE_OPEN = 'Expected "\'"'
"""How the reader begins to say that a single quote is not closed, without the line."""
LONGEST = 2_000
"""Letters of a row that is looked through: a slip of the pen is found in a line that a person wrote."""
UNCLOSED = "a bracket that opens here or above is not closed, or a comma is missing between two entries"
AT_LAST = {
    "Expected '=' after a key": "write = between the key and its value; a key has letters, digits and _ alone",
    "Expected ']": "between the brackets stands one name without spaces: write _ instead of them",
    "Invalid initial character": "write a list in [ and ], a table in { and }, with a comma between two entries",
    "Invalid statement": "begin the line with a key, or with # for a remark",
    "Expected newline": "write one key and its value a line, and nothing after them but a remark that begins with #",
    "Invalid value": "write text in quotes, a list in [ and ], a table in { and }",
    "Unterminated": "the quotes are not closed",
    "Unescaped": "a \\ in double quotes begins a sign of its own: write / instead",
}
"""What to do where nothing else is known, by how the reader of TOML begins."""
NO_CALENDAR = "is no day of the calendar: write one like 2026-10-01"
EXAMPLES = {
    As.TEXT: '"Sales"',
    As.SENTENCE: '"One sentence, or more."',
    As.CHOICE: '"working day"',
    As.SHARE: "0.34",
    As.NUMBER: "100",
    As.MONTHLY: "200_000",
    As.DURATION: '"4h"',
    As.DAY: "2026-10-01",
    As.CLOCK: '"09:00"',
    As.HOURS: '["09:00-17:00"]',
    As.LINES: '["one", "another"]',
    As.WORDS: '{ MQL = "a lead that marketing hands over" }',
    As.NUMBERS: "{ ann = 2 }",
    As.DAYS: '{ 2026-12-24 = [], 2026-12-31 = ["09:00-13:00"] }',
    As.CADENCE: "[{ day = 14, attempts = 3 }, { day = 28, attempts = 5 }]",
    As.SERIES: "[2, 3, 3, 5, 2]",
}
"""How values look in the file."""
WANTED = {
    As.SHARE: "write a part of a whole, like 0.34 for 34 %",
    As.NUMBER: "write a number, like 100",
    As.MONTHLY: "write a number alone, like 200_000",
    As.DURATION: 'write working time in quotes, like "4h" or "30min"',
    As.DAY: DAY,
    As.CLOCK: 'write a time of day in quotes, like "09:00"',
    As.HOURS: f"write a list of times in quotes, like {EXAMPLES[As.HOURS]}",
    As.LINES: f"write a list of texts in quotes, like {EXAMPLES[As.LINES]}",
    As.WORDS: f"write a table, like {EXAMPLES[As.WORDS]}",
    As.NUMBERS: f"write a table, like {EXAMPLES[As.NUMBERS]}",
    As.DAYS: f"write a table, like {EXAMPLES[As.DAYS]}",
    As.CADENCE: f"write a list, like {EXAMPLES[As.CADENCE]}",
    As.SERIES: f"write a list of whole numbers, like {EXAMPLES[As.SERIES]}",
}
"""What to write where a value is none, by how the key is written; text goes in quotes."""


def share(value: object) -> str | None:
    """Say how a share in per cent is written; None of what is none."""
    found = re.fullmatch(r"(\d{1,20}(?:[.,]\d{1,20})?)\s*%", str(value))
    return f"write {Decimal(found[1].replace(',', '.')).scaleb(-2)}, not {value}" if found else None


def quote_open(rows: Sequence[str]) -> int | None:
    """Return the first row in which a single quote opens that is not closed; None where all are."""
    bare = (QUOTED.sub("", row).partition("#")[0] for row in rows)
    return next((n for n, row in enumerate(bare) if "'" in row), None)


def left_open(rows: Sequence[str]) -> int | None:
    """Return which of some rows opens a bracket that none of those after it closes; None where all are closed.

    Only the last key is looked at, and what is written under it.
    """
    for n in reversed(range(len(rows))):
        if KEY_AND_VALUE.match(rows[n]) or HEADER.match(rows[n]):
            written = "".join(QUOTED.sub("", row).partition("#")[0] for row in rows[n:])
            opened, closed = (sum(map(written.count, signs)) for signs in ("[{", "]}"))
            return n if opened > closed else None
    return None


def told(row: str, error: str, unit: As | None) -> str | None:
    """Say what to write in place of a row that is no TOML; None where that cannot be told.

    ``error`` is what the reader of TOML says, and ``unit`` how the key of the row is written, None of one unknown.
    """
    row = row if len(row) <= LONGEST else ""
    found = KEY_AND_VALUE.match(row)
    specific = known(error) or _of_row(row, error) or (_of_value(found[2], unit) if found else None)
    return specific or next((words for begin, words in AT_LAST.items() if error.startswith(begin)), None)


def known(error: str) -> str | None:
    """Say what to do about an error of the reader that speaks for itself; None of others."""
    if error.startswith("Exceeds the limit"):
        return "a number has more digits than any that is meant: write a shorter one"
    if error.startswith("Cannot overwrite"):
        return OVERWRITTEN
    if error.startswith("Cannot declare") and (found := re.search(r"\((.*?)\) twice", error)):
        name = ".".join(re.findall(r"'([^']*)'", found[1]))
        return f"[{name}] stands there already: put what is under both under one of them"
    return None


def _of_row(row: str, error: str) -> str | None:
    """Say what is wrong with signs that stand outside of quotes, wherever they do."""
    bare = QUOTED.sub('""', row).partition("#")[0]
    if UNSEEN.search(row):
        return "holds a character that cannot be seen: write the line anew"
    if CURLY.search(bare):
        return 'write plain quotes: "…", not “…”'
    if COPIED.search(bare):
        return "holds a space that was copied from elsewhere: take it out, and type one"
    if re.match(r"\s*(//|--|;|/\*|<!--)", bare):
        return "a remark begins with #"
    if error.startswith("Illegal character '\\n'"):
        return "the quotes are not closed"
    if error.startswith(QUOTE_OPEN):
        return "a quote that opens is not closed"
    if "=" not in bare:
        return _without_equals(row, bare)
    if re.search(r"[={]\s*\w+\s*:\s", bare):
        return "write = between the key and its value, not :"
    if per_cent := re.search(r"\d+(?:[.,]\d+)?\s*%", bare):
        return share(per_cent[0])
    if times := re.search(r"(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)", bare):
        return f'write the time in quotes: "{times[1].zfill(5)}-{times[2].zfill(5)}"'
    if clock := re.search(r"(?<![\dT:-])\d{1,2}:\d\d(?![\d:])", bare):
        return f'write the time in quotes: "{clock[0].zfill(5)}"'
    if comma := re.search(r"\{.*=\s*(\d+),(\d+)\s*(?=[,}])", bare):
        return f"write {comma[1]}.{comma[2]}, not {comma[1]},{comma[2]}"
    return None


def _without_equals(row: str, bare: str) -> str | None:
    if header := HEADER.match(row):
        opened, name, closed = header.groups()
        one_word = re.sub(r"\s+", "_", re.sub(r"\s*\.\s*", ".", name))
        n = min(2, len(opened))
        if one_word != name or len(closed) != len(opened):
            return f"write {'[' * n}{one_word}{']' * n}"
    if round_ := re.fullmatch(r"\s*\(+\s*([\w.]+)\s*\)+\s*", bare):
        return f"write [{round_[1]}], not ({round_[1]})"
    if found := WITHOUT_EQUALS.match(row):
        return f"write = between the key and its value: {found[1]} = {found[2]}"
    return None


def _of_value(value: str, unit: As | None) -> str | None:
    """Say what is wrong with the value of a key."""
    for say in (_empty, _day, _number, _brackets, _quotes):
        if said := say(value):
            return said
    if unit is As.DURATION and re.fullmatch(r"\d+\s*(h|min)", value):
        return f'write it in quotes: "{value}"'
    if unit in WANTED:
        return WANTED[unit]
    return f'write it in quotes: "{value}"' if re.fullmatch(r"\w[^\"'\[\]{}]*", value) else None


def _empty(value: str) -> str | None:
    return None if value else "has no value: write one after the ="


def _day(value: str) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return NO_CALENDAR
    if found := YEAR_FIRST.fullmatch(value):
        return f"write {found[1]}-{found[2].zfill(2)}-{found[3].zfill(2)}, not {value}"
    if found := DAY_FIRST.fullmatch(value):
        return f"write {found[3]}-{found[2].zfill(2)}-{found[1].zfill(2)}, not {value}: the year first"
    return f"{DAY}, not {value}" if NO_DAY.fullmatch(value) else None


def _number(value: str) -> str | None:
    if ended := re.fullmatch(r"(.+?)\s*[;,]+", value):
        return f"nothing stands after a value: write {ended[1]}"
    if found := share(value):
        return found
    if re.fullmatch(r"\d{1,3}([ ,.']\d{3})+", value):
        return f"write {_grouped(value)}, not {value}"
    if re.fullmatch(r"\d*[.,]\d+", value):
        return f"write {value.replace(',', '.').zfill(len(value) + value.startswith(('.', ',')))}, not {value}"
    if number := re.fullmatch(r"(\d{1,3}(?:[ .']\d{3})+),(\d+)", value):
        return f"write {_grouped(number[1])}.{number[2]}, not {value}"
    return _alone(value)


def _alone(value: str) -> str | None:
    """Say how a number is written beside which stands its currency, or its unit."""
    amount = re.fullmatch(r"([€$£¥]|[A-Z]{3})?\s*(\d[\d_ .,']*?)\s*([kKmM]|[€$£¥]|(?!h\b|min\b)[A-Za-z]{2,}.*)?", value)
    if not amount or not (amount[1] or amount[3]):
        return None
    zeros = {"k": "000", "m": "000000"}.get((amount[3] or "").lower(), "")
    number = re.sub(r"[ _.,'](?=\d{3}(?!\d))", "", amount[2]).replace(",", ".") + zeros
    beside = (
        '; the currency stands at the top, like currency = "EUR"' if MONEY.fullmatch(amount[1] or amount[3]) else ""
    )
    grouped = f"{int(number):_}" if number.isdecimal() and exact.read(number) is not None else number
    return f"write the number alone: {grouped}{beside}"


def _grouped(value: str) -> str:
    return re.sub("[ ,.']", "_", value)


def _brackets(value: str) -> str | None:
    if value.startswith("("):
        return "write [ ] around a list and { } around keys with values, not ( )"
    if re.match(r"\[\s*\w+\s*=", value):
        return "write { } around keys with values, not [ ]"
    return None


def _quotes(value: str) -> str | None:
    if value.count('"') == 1 and value.endswith('"'):
        return f'the quotes are not opened: write "{value}'
    if re.match(r'".*\\', value):
        return "a \\ in double quotes begins a sign of its own: write / instead, or 'single quotes' around the text"
    if value.count('"') > 2 and value.startswith('"'):
        return "the quotes end before the text does: write 'single quotes' within it"
    return None
