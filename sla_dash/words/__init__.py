"""Answers in sentences: what the command line prints and the board shows, one module a question."""

from sla_dash.words import (
    agreement,
    backtest,
    contact,
    delivery,
    outcomes,
    people,
    phrase,
    promise,
    record,
    records,
    remedy,
    steps,
    winning,
)

__all__ = [
    "agreement",
    "backtest",
    "contact",
    "delivery",
    "outcomes",
    "people",
    "phrase",
    "promise",
    "record",
    "records",
    "remedy",
    "steps",
    "winning",
]
