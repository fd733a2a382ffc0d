"""A look at a folder of files: which CRM wrote them, or what a mapping for them could be."""

from sla_dash.load.proposal.looking import looked
from sla_dash.load.proposal.proposing import Proposal, proposed
from sla_dash.load.proposal.questions import Question
from sla_dash.load.proposal.recognition import Fit, Recognised, fit, recognised
from sla_dash.load.proposal.seen import Column, Seen

__all__ = [
    "Column",
    "Fit",
    "Proposal",
    "Question",
    "Recognised",
    "Seen",
    "fit",
    "looked",
    "proposed",
    "recognised",
]
