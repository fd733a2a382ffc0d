"""``python -m sla_dash`` is ``sla-dash``."""

from sla_dash.cli import main

main()
