"""Who keeps the promise more or less often than chance explains, in words."""

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.board import NOBODY_YET, UNASSIGNED
from sla_dash.rules.people import People, Person, Place
from sla_dash.words.phrase import called


def named(found: People, sight: Sight) -> str:
    """Name whom chance does not explain as far as they may be named, and say that nobody else is ranked."""
    if found.share is None:
        return "No lead of a person is decided yet."
    told = [
        f"{theme.strong(called(person.rep))} {theme.placed(person.place).text} "
        f"({theme.part(person.in_time, person.n)} in time, {theme.share(person.expected)} expected of these types)"
        for person in found.persons
        if person.named and sight.names(person.rep)
    ]
    if outside := sum(person.named and not sight.names(person.rep) for person in found.persons):
        told.append(f"{theme.counted(outside, 'person', 'persons')} outside what chance explains")
    others = theme.counted(sum(not person.named for person in found.persons), "person", "persons")
    within = f"the {others} within what chance explains are not ranked" if told else f"{others}, not ranked"
    return (
        f"{' · '.join(told) if told else 'Nobody lies outside what chance explains'}; {within}. "
        f"All persons together: {theme.share(found.share)} in time (n {theme.count(found.n)})."
    )


def drawn(found: People, sight: Sight) -> str:
    """Say what the funnel shows, for those who do not see it."""
    return f"Share in time by decided leads, one point a person. {named(found, sight)}"


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
