"""How a text that anybody may have written becomes an exact number: nowhere else, for an exponent costs no letters."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

DIGITS = 20
"""Digits before or after the decimal mark that the largest or smallest number has, at most."""
LONGEST = 100
"""Characters that are read."""


def read(text: str) -> Fraction | None:
    """Return the number that a text holds; None where it holds none, or one that is too large, too small or too long.

    ``1e10000000`` is ten letters and ten million digits: to write those out would hold up everybody.
    """
    if len(text) > LONGEST:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(found) if found.is_finite() and abs(found.adjusted()) <= DIGITS else None
