"""Who keeps the promise more or less often than chance explains, in words."""

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.board import NOBODY_YET, UNASSIGNED
from sla_dash.rules.people import People, Person, Place
from sla_dash.words.phrase import called

NAMED = 2
"""Persons that a line names; more of them are counted."""


def finding(found: People, sight: Sight) -> str:
    """Name whom chance does not explain as far as they may be named; who is not is counted."""
    if found.share is None:
        return "No lead of a person is decided yet"
    told = [
        f"{called(person.rep)} calls in time {'more' if person.place is Place.ABOVE else 'less'} often than chance "
        "explains"
        for person in found.persons
        if person.named and sight.names(person.rep)
    ]
    more = sum(person.named and not sight.names(person.rep) for person in found.persons)
    if rest := more + len(told[NAMED:]):
        told = [*told[:NAMED], f"{theme.counted(rest, 'person', 'persons')} outside what chance explains"]
    return "; ".join(told) if told else f"Nobody is faster or slower than chance explains{_of(found)}"


def said(found: People, sight: Sight) -> str:
    """Give the numbers of whom chance does not explain, and of all together; nobody else is ranked."""
    if found.share is None:
        return "Nobody is compared before the time of their first leads is up."
    told = [
        f"{theme.strong(called(person.rep))} {theme.part(person.in_time, person.n)} in time, where everybody together "
        f"has {theme.share(person.expected, person.share)} on such leads"
        for person in found.persons
        if person.named and sight.names(person.rep)
    ]
    everybody = f"All persons together: {theme.share(found.share)} in time of {theme.counted(found.n, 'lead')}"
    return f"{' · '.join([*told, everybody])}. Who lies within what chance explains is not ranked."


def drawn(found: People, sight: Sight) -> str:
    """Say what the funnel shows, for those who do not see it."""
    return f"Share in time by decided leads, one point a person. {finding(found, sight)}."


def who(person: Person, found: People) -> str:
    """Call a person, or those leads that are nobody's."""
    if person is found.broken_before:
        return NOBODY_YET
    return called(person.rep, UNASSIGNED)


def standing(person: Person, found: People) -> str:
    """Say where a person stands, without ranking those whom chance explains."""
    if person is found.broken_before or person is found.unassigned:
        return theme.ABSENT
    if person.by_types:
        return f"{theme.placed(Place.INSIDE).glyph} explained by the types of lead"
    return theme.placed(person.place).text


def counted(found: People) -> list[str]:
    """Say what the middle of the funnel is, and which leads are not in it."""
    in_time = sum(person.in_time for person in found.persons)
    return [
        f"{theme.share(found.share)} = {in_time:,} in time of {found.n:,} decided leads of persons",
        f"not among them: {found.unassigned.n:,} decided leads of nobody and {found.broken_before.n:,} whose promise "
        "was broken before anybody was assigned",
        "limits: exact binomial, 95 % dashed and 99.8 % solid; named is who lies outside 99.8 % both around "
        "everybody's share and around the share that everybody has on the same types of lead",
    ]


def _of(found: People) -> str:
    persons = len(found.persons)
    return f": {persons:,} persons, not ranked" if persons > 1 else ""
