"""Answers in sentences: what the command line prints and the board shows, one module a question."""

from sla_dash.words import agreement, contact, delivery, funnel, outcomes, phrase, plan, records, whatif

__all__ = ["agreement", "contact", "delivery", "funnel", "outcomes", "phrase", "plan", "records", "whatif"]
