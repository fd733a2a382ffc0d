"""Load: files that a CRM exports, dropped in the browser, become the records of the board."""

from sla_dash.screen import loading

loading.place()
