"""Load: files that a CRM exports, dropped in the browser, become the records of the board."""

from sla_dash.screen import headings, loading, viewer
from sla_dash.words import login

if viewer.now().loads:
    loading.place()
else:
    headings.say(login.LOADS)
