"""What marketing delivers in the made-up company is the same story whenever it is written."""

from fractions import Fraction

from sla_dash.calendar import previous_month
from sla_dash.rules import delivery, demand
from sla_dash.rules.delivery import Standing
from tests.company import DAYS_OFF, MANY, Company, net, standings


def test_this_month_the_total_is_in_band_while_one_type_is_above_and_one_below(company: Company) -> None:
    if not company.done():
        assert {where for where, _ in standings(company, company.month).values()} == {Standing.NOTHING_DUE}
        return
    found = standings(company, company.month)
    expected = dict.fromkeys(found, Standing.IN) | {"website form": Standing.ABOVE, "outbound": Standing.BELOW}
    assert {name: where for name, (where, _) in found.items()} == expected
    assert company.done() < MANY or not (found["website form"][1] or found["outbound"][1])


def test_this_month_brings_less_value_than_leads(company: Company) -> None:
    if company.done() < MANY:
        return
    targets = demand.targets(company.terms, company.month)
    counts = net(company, company.month, company.today)
    worth = sum((counts[one.lead_type] * (one.lead_value or 0) for one in targets), Fraction(0))
    promised = sum((one.value or Fraction(0) for one in targets), Fraction(0))
    own = company.terms.calendar(DAYS_OFF)
    share = delivery.pace(company.month, company.today, own.is_working_day, own.is_working_day).share
    assert Fraction(80, 100) < worth / (promised * share) < Fraction(95, 100)


def test_content_was_above_in_three_closed_months_and_outbound_below_in_two(company: Company) -> None:
    months = [previous_month(company.month)]
    while len(months) < 3:
        months.append(previous_month(months[-1]))
    found = [standings(company, month) for month in months]
    assert [one["content download"][0] for one in found] == [Standing.ABOVE] * 3
    assert [one["outbound"][0] for one in found].count(Standing.BELOW) == 2
    others = {one[name][0] for one in found for name in ("", "website form", "demo request", "event")}
    assert others == {Standing.IN}
