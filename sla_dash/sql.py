"""The SQL of the package by name: what loading prepares, and what the board asks."""

import re
from functools import cache
from importlib.resources import files

INCLUDE = re.compile(r"^-- include (\w+)\n", re.MULTILINE)
NEXT_WITH = re.compile(r"^\)\n((?:--.*\n)*)with ", re.MULTILINE)


@cache
def statement(query: str) -> str:
    """Return the SQL of a query by its name.

    A line ``-- include part`` stands for ``sql/parts/part.sql``: what a list and its counts have in common is written
    once, so that they cannot come to differ. Parts and what includes them each begin with ``with``; here it is one.
    """
    text = files("sla_dash.records").joinpath("sql", f"{query}.sql").read_text("utf-8")
    whole = INCLUDE.sub(lambda found: statement(f"parts/{found[1]}"), text)
    return NEXT_WITH.sub(r"),\n\1", whole)
