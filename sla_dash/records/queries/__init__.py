"""What the board asks of a snapshot: one function a question, frozen records back.

Instants go in and come out aware, in UTC. Spans include their start and exclude their end; nothing after ``as_of``
exists.
"""

from sla_dash.records.queries import (
    act,
    alerts,
    contact,
    delivery,
    distribution,
    first,
    followup,
    funnel,
    outcomes,
    people,
    quality,
    records,
    since,
    steps,
    winning,
)
