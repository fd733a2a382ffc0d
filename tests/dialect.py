"""The statements of the facts in Spark's dialect: ``python -m tests.dialect`` writes them anew.

They are written once, for DuckDB, in a subset that both engines understand alike; what is outside is refused.
"""

from collections.abc import Callable, Mapping

import sqlglot
from sqlglot import exp

from sla_dash import sql
from tests import ROOT

SQL = ROOT / "sla_dash" / "records" / "sql"
SPARK = SQL / "spark"
STATEMENTS = (
    "facts",
    "facts_attempts",
    "facts_clocks",
    "facts_counted",
    "facts_days",
    "facts_deals",
    "facts_duplicates",
    "facts_of_deals",
    "facts_silences",
    "facts_touched",
    "facts_touches",
    "load_touches",
    "load_words",
    "open_records",
    "prepared",
    "unworked",
)
SUBSET = """
    select from join where group having order ordered with cte tablealias subquery table union
    column identifier star alias literal null boolean placeholder paren datatype datatypeparam cast
    add sub dpipe intdiv mod eq neq lt lte gt gte is nullsafeeq and or not if case coalesce nullif
    least greatest upper count sum min max arrayagg array arraysort arraymax arrayconcat arraycontains arrayfilter
    bracket struct propertyeq lambda window rownumber lag anonymous
"""
"""What a statement may be made of, by sqlglot's names …"""
OWN: Mapping[str, Callable[..., exp.Expr]] = {
    "epoch_us": lambda at: exp.func("unix_micros", exp.cast(at, exp.DType.TIMESTAMPLTZ)),
    "list_reduce": lambda values, step, start: exp.func("aggregate", values, start, step),
}
"""… and the functions that it does not know, each as Spark says it: what has no zone has the session's, UTC."""


def refused(text: str) -> set[str]:
    """Name what a statement is made of that the engines do not share, or do not understand alike."""
    tree = sqlglot.parse_one(text, read="duckdb")
    found = {node.key for node in tree.walk()}.difference(SUBSET.split())
    found |= {node.name for node in tree.find_all(exp.Anonymous)} - OWN.keys()
    found |= {"recursive" for node in tree.find_all(exp.With) if node.recursive}
    found |= {"group by all" for node in tree.find_all(exp.Group) if node.args.get("all")}
    found |= {"union without all" for node in tree.find_all(exp.Union) if node.args.get("distinct")}
    found |= {"ordered aggregate" for node in tree.find_all(exp.Order) if isinstance(node.parent, exp.Func)}
    return found


def spark(name: str) -> str:
    """Return a statement in Spark's dialect, under the comment of the original."""
    lines = (SQL / f"{name}.sql").read_text("utf-8").splitlines(keepends=True)
    comment = "".join(line for line in lines if line.startswith("-- ") and not sql.INCLUDE.match(line))
    tree = sqlglot.parse_one(sql.statement(name), read="duckdb").transform(_own)
    written = tree.sql("spark", pretty=True, comments=False)
    return f"{comment}-- Written by tests/dialect.py from ../{name}.sql, which is what to change.\n{written}\n"


def _own(node: exp.Expr) -> exp.Expr:
    """Say a function as Spark does."""
    said = OWN.get(node.name) if isinstance(node, exp.Anonymous) else None
    return said(*node.expressions) if said else node


if __name__ == "__main__":
    SPARK.mkdir(exist_ok=True)
    for statement in STATEMENTS:
        (SPARK / f"{statement}.sql").write_text(spark(statement), "utf-8")
