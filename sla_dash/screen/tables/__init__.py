"""Answers as tables for the screen: one row an answer, every cell already in words; one module a question."""

from sla_dash.screen.tables import (
    act,
    agreement,
    contact,
    delivery,
    distribution,
    followup,
    funnel,
    loading,
    outcomes,
    people,
    plan,
    promise,
    quality,
    records,
    steps,
    whatif,
    winning,
)
