"""What is known of the made-up company's leads is the same story whenever it is written, and so is who gets them."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction

from sla_dash.calendar import DAY, local_day
from sla_dash.rules import distribution, quality
from sla_dash.rules.distribution import Portion, Rep, Weights
from sla_dash.rules.quality import Standing
from tests.company import MANY, Company, instant

COLUMNS = {"need": "Need", "budget": "Budget", "time frame": "Time Frame", "decision maker": "Decision Maker"}
NOTHING = ("", "unknown", "n/a", "-")


def test_content_downloads_lack_information_and_the_other_types_carry_it(company: Company) -> None:
    assert company.terms.qualified is not None
    required, promised = company.terms.qualified.requires, Fraction(company.terms.qualified.share)
    assert set(required) == COLUMNS.keys()
    complete: Counter[tuple[str, bool]] = Counter()
    for row in company.leads:
        at = instant(row["MQL Date"])
        if at and local_day(at, company.terms.zone) >= company.month and row["Test"] == "No":
            carried = [field for field, column in COLUMNS.items() if row[column] not in NOTHING]
            complete[row["Lead Type"], not quality.lacking(carried, required)] += 1
    if company.done() < MANY:
        return
    found = {
        kind: quality.standing(complete[kind, True], complete[kind, True] + complete[kind, False], promised)
        for kind in ("website form", "demo request", "content download", "outbound", "event")
    }
    assert found.pop("content download") == (Standing.NOT_KEPT, False)
    assert {where for where, _ in found.values()} == {Standing.KEPT}


def test_one_rep_gets_clearly_more_than_its_part_and_no_other_does(company: Company) -> None:
    counts: Counter[str | None] = Counter()
    since = company.now - timedelta(days=90)
    for row in company.leads:
        at = instant(row["Assigned"]) or instant(row["MQL Date"])
        if row["MQL Date"] and at and at >= since and row["Test"] == "No":
            counts[row["Owner"] or None] += 1
    agreed = company.terms.distribution
    weights = Weights(
        {rep: Fraction(weight) for rep, weight in agreed.rep_weights.items()},
        {team: Fraction(weight) for team, weight in agreed.team_weights.items()},
    )
    reps = [Rep(f"rep {n:02}", "Europe" if n <= 6 else "Americas") for n in range(1, 11)]
    found = distribution.judged(counts, reps, weights, company.today - 90 * DAY, company.today)
    assert [one.rep for one in found.reps if one.portion is Portion.MORE] == ["rep 09"]
    assert sum(one.portion is Portion.FEWER for one in found.reps) <= 1  # by the luck of a draw
    assert found.leads > 5_000
