"""Answers in sentences: what the command line prints and the board shows, one module a question."""

from sla_dash.words import agreement, backtest, contact, delivery, outcomes, phrase, record, records, remedy

__all__ = ["agreement", "backtest", "contact", "delivery", "outcomes", "phrase", "record", "records", "remedy"]
