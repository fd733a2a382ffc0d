"""The one draft of the next version: What-if, Plan and the form on the Agreement page write into it."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sla_dash import agreement, places, theme
from sla_dash.agreement import History, Terms
from sla_dash.errors import AgreementError, refusals
from sla_dash.load import snapshot
from sla_dash.screen import viewer


@dataclass(frozen=True, slots=True)
class Draft:
    """A text of the next version, and the file that holds it or will."""

    number: int
    text: str
    """Of the version in force, where nobody has begun a draft."""
    begun: bool

    @property
    def hash(self) -> str:
        """What tells this text from another; "" where there is no file yet."""
        return agreement.digest(self.text) if self.begun else ""


def present(history: History, terms: Terms) -> Draft:
    """Return the draft of the version after all that are known."""
    number = history.next_number
    file = agreement.draft_file(places.data(), number)
    if file.exists():
        with refusals("The draft cannot be read", (OSError, UnicodeDecodeError)):
            return Draft(number, file.read_text("utf-8-sig"), begun=True)
    standing = history.find(terms.version)
    return Draft(number, standing.text if standing else "", begun=False)


def save(draft: Draft, text: str) -> None:
    """Write a text in place of a draft. Raises ``AgreementError`` where somebody else has changed that meanwhile."""
    viewer.need_drafts()
    data, file = places.data(), agreement.draft_file(places.data(), draft.number)
    with refusals("The draft cannot be written"), snapshot.workplace(data, "drafting") as aside:
        now = agreement.digest(file.read_text("utf-8-sig")) if file.exists() else ""
        if now != draft.hash:
            raise AgreementError(
                f"Somebody changed the draft of version {draft.number} meanwhile.",
                advice="Nothing that you wrote is lost: download it below, reload the page, and put both together.",
            )
        (aside / file.name).write_text(text.rstrip("\n") + "\n", "utf-8")
        (aside / file.name).replace(file)


def done(draft: Draft) -> None:
    """Take the file of a draft away once it is proposed: its text stands in the journal."""
    viewer.need_drafts()
    with refusals("The draft cannot be taken away"):
        agreement.draft_file(places.data(), draft.number).unlink(missing_ok=True)


def written(row: DeltaGenerator, number: int, said: str) -> None:
    """Say what was written into the draft, and in a row where to go on with it."""
    row.page_link(
        places.page("agreement"),
        label="In the draft: see what differs →",
        query_params={"view": "Revise"},
        width="content",
    )
    st.success(theme.markdown(f"The draft of version {number} now says: {said}."))
