"""What-if: the leads that other numbers would ask for, beside those signed; the scenario is the URL."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.rules import proposal, whatif
from sla_dash.rules.whatif import Need, Scenario
from sla_dash.screen import border, choices, figure, headings, headline, levers, scenarios, sheet, slider, tables
from sla_dash.screen.charts import whatif as charts
from sla_dash.screen.headings import How
from sla_dash.screen.levers import Levers

MOST_SAID = 4
"""Sentences below the numbers: what was changed comes first."""

board = choices.board()
headings.header(board)
found, terms = board.what_if, board.now_terms
headings.need_rates(found.streams)


def strip(moved: Levers, total: Need, begin: str) -> list[str]:
    """Say what was changed, and what follows of each change and of all of them."""
    begun, changes = whatif.leads(moved.start), moved.changes
    lines = [] if changes else [words.whatif.unchanged(begin)]
    for one in changes[: words.whatif.TOLD]:
        more = None if one.unasked else whatif.leads(one.alone) - begun
        lines.append(words.whatif.changed(one.told, more, alone=len(changes) > 1))
    if untold := changes[words.whatif.TOLD :]:
        lines.append(words.whatif.untold([one.told for one in untold]))
    if changes:
        capacities = (found.capacity(moved.start.stream, leads) for leads in (begun, total.leads))
        lines.append(words.whatif.together(len(changes), total, begun, *capacities))
    if others := levers.elsewhere(list(found.streams), moved.start.stream):
        lines.append(words.whatif.kept_elsewhere(others))
    return lines


@st.fragment
@border.in_words()
def played() -> None:
    """Show the sliders and what follows from them: a step of one runs no more than this."""
    moving, shown = st.columns((2, 5), gap="large")
    with moving:
        name, begin = levers.origin(list(found.streams), board.stream, "Start from")
        signed, evidence = found.streams[name], found.evidence(name)
        moved = Levers.of(whatif.found(signed, evidence) if begin == "records" else signed, name, promised=True)
        slider.place([("", (moved.quota, moved.confidence, moved.order)), *moved.groups], key="sliders")
    scenario = moved.scenario
    needs, agreed = whatif.needs(scenario, evidence), found.signed(name)
    total = needs[-1]
    capacity, bars = found.capacity(name, total.leads), whatif.tornado(scenario, evidence)
    with shown, headings.answer():
        headings.heading(
            board,
            "what if",
            words.whatif.verdict(scenario, total, agreed[-1], capacity, terms.currency),
            How(
                ("lead demand", "confidence", "evidence", "capacity"),
                lambda board: (board.what_if.evidence(name), board.what_if.capacity(name, total.leads)),
                words.whatif.counted(scenario, needs),
                found.rows,
            ),
        )
        headline.place(words.whatif.headlines(scenario, total, agreed[-1], capacity, terms.currency), key="headlines")
        said = [*strip(moved, total, begin), *words.whatif.to_do(bars, capacity, found.proved(name))][:MOST_SAID]
        scenarios.told(said, words.whatif.decides(bars))
        figure.place(partial(charts.tornado, bars), key="tornado", alt=words.whatif.tornado(bars), height=234)
        scenarios.ahead(
            board,
            ("plan", "Plan the months →"),
            words.whatif.asked(scenario, total, terms.currency),
            lambda text: proposal.draft(text, terms, scenario, found.shown(scenario), board.today),
        )
    evident(scenario, needs, agreed)
    columns = {"Signed": (signed, agreed), "This scenario": (scenario, needs)}
    columns |= {label: (one, whatif.needs(one, evidence)) for label, one in scenarios.kept(name).items()}
    compared(signed, columns)
    headings.folded(
        "Keep this scenario, to compare others with it", partial(scenarios.keep, scenario, name), key="keep"
    )


def evident(scenario: Scenario, needs: Sequence[Need], agreed: Sequence[Need]) -> None:
    """Fold the ladder, and what is asked of every type of lead."""

    def show() -> None:
        drawing, alt = partial(charts.ladder, needs[-1], agreed[-1]), words.whatif.ladder(needs[-1], agreed[-1])
        headings.say(words.whatif.from_lead_to_deal(needs[-1]), level=6)
        figure.place(drawing, key="ladder", alt=alt)
        asked = partial(tables.whatif.needs, scenario, needs, found.contacted(scenario))
        headings.say(words.whatif.by_type(needs), level=6)
        sheet.place(asked, key="needs", alt="What is asked of every type of lead")
        headings.listed(filter(None, (words.whatif.certainty(needs[-1], needs), words.whatif.alone(needs))))

    headings.folded("From lead to deal, by type, and how sure it is", show, key="ladder")


def compared(signed: Scenario, columns: tables.whatif.Scenarios) -> None:
    """Show the numbers that differ from those signed; those that do not are folded."""
    differing, same = (partial(tables.whatif.side_by_side, signed, columns, differs=one) for one in (True, False))
    if differing():
        sheet.place(differing, key="side by side", alt="What differs from the numbers signed")
    headings.folded(
        words.whatif.same(len(same())),
        partial(sheet.place, same, key="as signed", alt="Numbers as signed"),
        key="as signed",
    )


played()
