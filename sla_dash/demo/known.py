"""What is known of each lead at its hand-off: all that is asked of most, and less of some types."""

import numpy as np

from sla_dash.demo.handover import Leads
from sla_dash.demo.story import KNOWN, NOT_ASKED
from sla_dash.demo.world import Texts, World


def of_leads(world: World, leads: Leads) -> dict[str, Texts]:
    """Return what the CRM holds of each lead, column by column."""
    rng, size = world.rng.spawn(1)[0], len(leads.start)  # so that nothing else in the story is drawn anew
    whole = rng.random(size) < np.array([story.informed for _, _, story in world.kinds])[leads.kind]
    often = np.array([share for share, _ in KNOWN.values()])
    lacks = (rng.random((size, len(often))) < often) & ~whole[:, None]
    nothing_yet = ~whole & ~lacks.any(axis=1)
    lacks[nothing_yet, rng.choice(len(often), nothing_yet.sum(), p=often / often.sum())] = True
    return {
        name: np.where(lacks[:, n], rng.choice(NOT_ASKED, size), rng.choice(answers, size))
        for n, (name, (_, answers)) in enumerate(KNOWN.items())
    }
