"""Answers in sentences: what the command line prints and the board shows, one module a question."""

from sla_dash.words import (
    act,
    agreement,
    backtest,
    contact,
    delivery,
    followup,
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
    "act",
    "agreement",
    "backtest",
    "contact",
    "delivery",
    "followup",
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
