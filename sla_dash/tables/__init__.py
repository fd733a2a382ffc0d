"""Answers as tables for the screen: one row an answer, every cell already in words; one module a question."""

from sla_dash.tables import contact, delivery, funnel, outcomes, plan, records, whatif

__all__ = ["contact", "delivery", "funnel", "outcomes", "plan", "records", "whatif"]
