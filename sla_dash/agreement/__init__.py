"""The agreement: validated terms, which version is in force when, and how a version lives.

A version is one TOML text. Decimals are read exactly, an unknown key or an impossible value is refused by name and
line, and what comes out is frozen.
"""

from sla_dash.agreement.life import Act, History, Signature, State, Version
from sla_dash.agreement.promises import Alert, LeadType, Milestone, Recipient, Stream
from sla_dash.agreement.terms import PROFILES, Profile, Terms
from sla_dash.agreement.text import canonical, digest, draft_file, files, parse, sound, wrong
from sla_dash.agreement.versions import Agreements

__all__ = [
    "PROFILES",
    "Act",
    "Agreements",
    "Alert",
    "History",
    "LeadType",
    "Milestone",
    "Profile",
    "Recipient",
    "Signature",
    "State",
    "Stream",
    "Terms",
    "Version",
    "canonical",
    "digest",
    "draft_file",
    "files",
    "parse",
    "sound",
    "wrong",
]
