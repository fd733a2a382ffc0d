"""The macros of ``load_macros.sql`` and ``load_private.sql`` in Spark's words, as far as a lake needs them."""

from collections.abc import Callable

from sla_dash.load import canonical
from sla_dash.load.address import HASHED

PERSON_KEY = "person_key"
"""View with the one row of the two pads that the key of a person is mixed with."""
NOTHING = "'n/a', 'na', 'none', 'null', '-', '--', 'unknown', '?', '#n/a'"
_NAME = r"""[^\\s@<>()\\[\\]{},;:"\'|/\\\\]+"""
ADDRESS = rf"{_NAME}@{_NAME}\\.{_NAME}"
ISO = r"^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?(Z|UTC|[+-]\\d{2}(:?\\d{2})?))?)?\\z"
_LETTER = r"[\\p{Ll}\\p{Lt}\\p{Lm}\\p{Lo}]"


def quoted(name: str) -> str:
    """Return a column's or a table's name as it stands in Spark's SQL."""
    return "`" + name.replace("`", "``") + "`"


def trimmed(text: str) -> str:
    """Write text without white space around it; null for nothing."""
    return rf"nullif(trim(both ' \t\r\n\u00a0' from {text}), '')"


def named(text: str) -> str:
    """Write null for what stands for no name; a whole number that passed through a float is that number."""
    whole = rf"case when {text} rlike '^\\d+\\.0+\\z' then regexp_replace({text}, '\\.0+\\z', '') else {text} end"
    return f"case when lower({text}) not in ({NOTHING}) then {whole} end"


def rounded(text: str) -> str:
    """Ask whether a spreadsheet took a long id for a number."""
    return rf"coalesce({text} rlike '^\\d([.,]\\d+)?[eE]\\+\\d{{2,3}}\\z', false)"


def spelled(text: str) -> str:
    """Leave out what spellings of a word differ in."""
    return rf"translate(lower({text}), ' _-–/.:()\'', '')"


def person(text: str) -> str:
    """Hash an address as ``person`` of the SQL for files does; its key is on the cluster for one session."""
    inside, outside = (f"(select {pad} from {PERSON_KEY})" for pad in ("inside", "outside"))
    inner = f"unhex(sha2(concat({inside}, encode(lower(trim({text})), 'utf-8')), 256))"
    digits = f"left(sha2(concat({outside}, {inner}), 256), 32)"
    return f"regexp_replace({digits}, '(.{{8}})(.{{4}})(.{{4}})(.{{4}})(.{{12}})', '$1-$2-$3-$4-$5')"


def is_address(text: str) -> str:
    """Ask whether a text holds an e-mail address."""
    return f"(contains({text}, '@') and {text} rlike '{ADDRESS}')"


def cut(text: str) -> str:
    """Keep at most 200 characters."""
    return f"case when length({text}) > 200 then concat(left({text}, 199), '…') else {text} end"


def kept(text: str) -> str:
    """Keep of a text no address, and not all of what is long."""
    bare = f"case when {is_address(text)} then regexp_replace({text}, '{ADDRESS}', '(e-mail)') else {text} end"
    return cut(bare)


def kept_as(column: canonical.Column) -> Callable[[str], str]:
    """Return what keeps the text of a column: an id that is an address is known by its hash in every table."""
    if column.of == "person" or column in canonical.REPS.columns:
        return cut
    if column.of:
        return lambda text: f"case when {is_address(text)} then concat('{HASHED}', {person(text)}) else {cut(text)} end"
    return (lambda text: f"nullif({kept(text)}, '(e-mail)')") if column.kind == "text" else kept


def veiled(text: str) -> str:
    """Let of a rejected value leave the cluster what may: of an address, how it looks."""
    looks = rf"regexp_replace(regexp_replace({text}, '\\p{{Lu}}', 'X'), '{_LETTER}', 'x')"
    return f"case when contains({text}, '@') then {looks} else {text} end"


def yes_no(text: str) -> str:
    """Ask whether a text says yes or no; null where neither."""
    return (
        f"case when lower({text}) in ('true', 't', 'yes', 'y', '1') then true "
        f"when lower({text}) in ('false', 'f', 'no', 'n', '0') then false end"
    )


def iso_shaped(text: str) -> str:
    """Ask whether a text is written as ISO 8601 has it, year first."""
    return f"{text} rlike '{ISO}'"


def iso_zoned(text: str) -> str:
    """Ask whether such a text says its offset from UTC."""
    return rf"coalesce(length({text}) > 16 and {text} rlike '(Z|UTC|[+-]\\d{{2}}(:?\\d{{2}})?)\\z', false)"


def iso_instant(text: str) -> str:
    """Read the instant of such a text in UTC where it says its offset; else its local time."""
    whole = rf"regexp_replace({text}, '^(.{{16}})(?!:)(.*)\\z', '$1:00$2')"  # Spark wants the seconds
    close = rf"replace(regexp_replace({whole}, ' ([+-])', '$1'), ' UTC', 'Z')"
    return (
        f"case when not {iso_shaped(text)} then null when {iso_zoned(text)} "
        f"then cast(try_cast({close} as timestamp) as timestamp_ntz) else try_cast({whole} as timestamp_ntz) end"
    )


def iso_day(text: str) -> str:
    """Read the day of such a text that says no other hour than midnight."""
    shape = r"^\\d{4}-\\d{2}-\\d{2}([T ]00:00(:00(\\.0+)?)?)?\\z"
    return f"case when {text} rlike '{shape}' then try_cast(left({text}, 10) as date) end"


def dated(text: str) -> str:
    """Write white space of any width as a space."""
    return rf"trim(regexp_replace({text}, '\\p{{Z}}', ' '))"


def since_1970(text: str, per_second: int) -> str:
    """Read the instant of so many seconds, or parts of one, since 1970."""
    number = f"try_cast({text} as decimal(38, 9))"
    return (
        rf"case when {text} rlike '^-?\\d{{1,17}}(\\.\\d+)?\\z' "
        f"and {number} / {per_second} between -2208988800 and 253402300799 then cast(timestamp_micros("
        f"cast({number} * {1_000_000 // per_second} as bigint)) as timestamp_ntz) end"
    )


def utc(local: str, zone: str) -> str:
    """Put a local time into UTC: the first of one that occurs twice, a skipped one by the offset before the gap."""
    return f"cast(to_utc_timestamp(cast({local} as timestamp), {zone}) as timestamp_ntz)"


def number(text: str, mark: str | None) -> str:
    """Write a number as a cast reads it where it is plainly one, with this decimal mark; of others nothing."""
    if mark == ",":
        return rf"case when {text} rlike '^[+-]?\\d+(,\\d+)?\\z' then replace({text}, ',', '.') end"
    return rf"case when {text} rlike '^[+-]?\\d+(\\.\\d+)?\\z' then {text} end"


def whole_cents(text: str) -> str:
    """Ask whether a number has no more than two decimals."""
    return rf"coalesce({text} rlike '^[+-]?\\d+(\\.\\d{{1,2}}0*)?\\z', false)"
