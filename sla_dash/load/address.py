"""Where the CRM shows a lead: an address in which its id stands, and which leads to no other server."""

import re
from typing import Annotated, Self
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

LEAD_ID = "{lead_id}"
"""What stands for the id of the lead."""
HASHED = "e-mail "
"""How the ids begin that stand for an e-mail address, which the CRM knows and nobody here."""
SCHEMES = ("https", "http")
SERVER = re.compile(r"[\w.-]+(:\d+)?|\[[\da-fA-F:.]+\](:\d+)?")
NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\\"<>^`|]")


class Crm(BaseModel):
    """The CRM that the files come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lead_url: Annotated[str, Field(max_length=1000)] | None = None
    """Where it shows a lead, with ``LEAD_ID`` where its id stands."""

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if self.lead_url is not None and not _is_template(self.lead_url):
            raise ValueError(
                f"lead_url begins with https:// or http:// and the name of the CRM, and holds {LEAD_ID} once behind "
                f'it: write one like "https://crm.example/leads/{LEAD_ID}"'
            )
        return self


def of(template: str | None, lead_id: str) -> str | None:
    """Return where the CRM shows a lead; None where nobody knows, or where its id would be read as a way."""
    if template is None or lead_id in ("", ".", "..") or lead_id.startswith(HASHED):
        return None
    return template.replace(LEAD_ID, quote(lead_id, safe="", errors="replace"))


def is_safe(address: str) -> bool:
    """Tell whether an address is one that a browser may open: of the web, and without what it would read as more."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(SERVER.fullmatch(parts.netloc)) and not NO_ADDRESS.search(address)


def _is_template(address: str) -> bool:
    if not is_safe(address):
        return False
    parts = urlsplit(address)
    rest = address[len(f"{parts.scheme}://{parts.netloc}") :]
    return rest.count(LEAD_ID) == 1 and not re.search("[{}]", rest.replace(LEAD_ID, ""))
