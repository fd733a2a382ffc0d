"""Answers as tables for the screen: one row an answer, every cell already in words; one module a question."""

from sla_dash.tables import contact, delivery, outcomes, people, promise, records, steps, winning

__all__ = ["contact", "delivery", "outcomes", "people", "promise", "records", "steps", "winning"]
