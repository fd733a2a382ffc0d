"""Answers in sentences: what the command line prints and the board shows, one module a question."""

from sla_dash.words import act, agreement, contact, delivery, followup, outcomes, phrase, records

__all__ = ["act", "agreement", "contact", "delivery", "followup", "outcomes", "phrase", "records"]
