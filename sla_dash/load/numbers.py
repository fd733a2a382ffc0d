"""How numbers and amounts are read: signs and codes of currencies, thousands, minus signs, exponents."""

import re
from collections.abc import Iterable

from sla_dash.load import canonical, currencies, mapping
from sla_dash.load.statement import Statement

_DIGITS = r"\d(?:[\d.,' ]*\d)?"
PARTS = "['opened', 'before', 'sign', 'inside', 'digits', 'exponent', 'unit', 'after', 'closed']"
TOO_FINE, TOO_LARGE = "more than two decimals", "more than sixteen digits before the decimal mark"


def read_number(statement: Statement, column: canonical.Column, _: mapping.Column, mapped: mapping.Table) -> None:
    """Read a number; one that cannot be read costs itself and not its row."""
    name = column.name
    _take_apart(statement, name, "", mapped.decimal, exactly="false")
    statement.placed += [f"finite_number(n_{name}) as v_{name}", f"{_unread(name, 'finite_number')} as x_{name}"]


def read_money(statement: Statement, column: canonical.Column, origin: mapping.Column, mapped: mapping.Table) -> None:
    """Read an amount and what currencies it is marked with; one that cannot be read costs its row if it is strict."""
    name = column.name
    signs = {sign: codes for sign, codes in currencies.SIGNS.items() if sign != (origin.sign or "").upper()}
    known = [*signs, *([origin.sign] if origin.sign else [])]
    listed = alternatives(known)
    _take_apart(statement, name, listed, mapped.decimal, exactly="true")
    keys, values = statement.bind(list(signs)), statement.bind([list(codes) for codes in signs.values()])
    marks = f"marked(p_{name}, map(cast({keys} as varchar[]), cast({values} as varchar[][])))"
    statement.placed += [
        f"money(n_{name}) as v_{name}",
        f"{_unread(name, 'money')} as x_{name}",
        f"case when p_{name} is not null and money(n_{name}) is not null then {marks} end as m_{name}",
    ]
    if origin.strict and not origin.values:
        statement.reject(column, f"t_{name} is not null and n_{name} is null", not_a_number(mapped.decimal))
        statement.reject(column, f"not whole_cents(n_{name})", TOO_FINE)
        statement.reject_unread(column, TOO_LARGE)


def alternatives(signs: Iterable[str]) -> str:
    """Return the signs of currencies for a pattern, the longest first."""
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


def pattern(signs: str) -> str:
    """Return the pattern of a number whose groups are ``PARTS``; ``signs`` are alternatives, or nothing."""
    sign = f"({signs})?" if signs else "()"
    return rf"(?i)^(\()? ?([+-])? ?{sign} ?([+-])? ?({_DIGITS})(e[+-]?\d{{1,3}})? ?{sign} ?(-)? ?(\))?$"


def not_a_number(decimal: str | None) -> str:
    """Say what is no amount, by the decimal mark that the mapping gives."""
    if decimal is None:
        return "not a number that can be read in one way only (decimal in the mapping says its decimal mark)"
    return f"not a number with the decimal mark {decimal}"


def _take_apart(statement: Statement, name: str, signs: str, decimal: str | None, *, exactly: str) -> None:
    """Split what is not plainly a number into its parts, and put the number together."""
    mark = statement.bind(decimal)
    parts = f"regexp_extract(spaced(t_{name}), {statement.bind(pattern(signs))}, {PARTS})"
    statement.parts.append(f"case when not plainly(t_{name}, {mark}) then {parts} end as p_{name}")
    statement.reads.append(f"number_of(t_{name}, p_{name}, {mark}, {exactly}) as n_{name}")


def _unread(name: str, macro: str) -> str:
    return f"case when t_{name} is not null and {macro}(n_{name}) is null then kept(t_{name}) end"
