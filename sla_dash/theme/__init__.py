"""The one visual language: how states, numbers, times and charts look, and nowhere else.

Its modules are one name to their callers: ``theme.count``, ``theme.MAIN``, ``theme.delivered``. A word and a glyph
always carry the meaning; colour repeats it.
"""

from sla_dash.theme.marks import *  # noqa: F403 -- each module's ``__all__`` is what it gives to this one name
from sla_dash.theme.numbers import *  # noqa: F403
from sla_dash.theme.palette import *  # noqa: F403
from sla_dash.theme.texts import *  # noqa: F403
from sla_dash.theme.times import *  # noqa: F403
