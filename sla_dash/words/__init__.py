"""Answers in sentences: what the command line prints and the board shows, one module a question."""

from sla_dash.words import (
    act,
    agreement,
    backtest,
    changes,
    contact,
    delivery,
    followup,
    funnel,
    outcomes,
    people,
    phrase,
    plan,
    promise,
    record,
    records,
    remedy,
    steps,
    whatif,
    winning,
)
