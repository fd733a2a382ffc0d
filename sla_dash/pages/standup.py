"""The stand-up: one stage with five stops, for a desk, a whole screen or a wall."""

from sla_dash.screen import meeting

meeting.place()
