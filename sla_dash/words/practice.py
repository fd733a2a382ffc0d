"""How both sides work together, as the agreement says it: all that is not a promise to be measured."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sla_dash import theme
from sla_dash.agreement import LeadType, Terms
from sla_dash.agreement.times import Schedule
from sla_dash.words import terms

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def handed_over(held: Terms) -> Iterator[str]:
    """Yield how leads come to sales, and to whom."""
    yield from (text for text in (held.hand_off, held.distribution.rule) if text)
    for who, weights in (("team", held.distribution.team_weights), ("rep", held.distribution.rep_weights)):
        yield from (f"{who.title()} {theme.strong(one)}: weight {w}" for one, w in weights.items())


def steps(held: Terms) -> Iterator[str]:
    """Yield the steps from a lead to a deal."""
    for n, step in enumerate(held.steps, 1):
        done = f": done when {step.done_when}" if step.done_when else ""
        yield f"{n}. {theme.strong(step.name)}{done}"


TOLD = {"owner": "its owner", "lead": "who leads the owner's team", "manager": "the manager"}
"""Who is told of a lead."""


def told(held: Terms) -> Iterator[str]:
    """Yield who is told of a lead that nobody has contacted, and when."""
    for one in sorted(held.alerts, key=lambda one: one.at):
        *others, last = (TOLD[who] for who in one.to)
        who = f"{', '.join(others)} and {last} are" if others else f"{last} is"
        yield f"Nobody has contacted a lead at {theme.strong(terms.value('at', one.at))} of its time: {who} told."


def roles(held: Terms) -> Iterator[str]:
    """Yield what each role owns, should do and should not."""
    for role in held.roles:
        who = theme.strong(role.name)
        owns = f"owns {role.owns}" if role.owns else ""
        signs = "signs the agreement" if role.name in held.signers else ""
        yield f"{who} {' and '.join(part for part in (owns, signs) if part) or 'owns no number'}."
        yield from (f"{who} should {text}." for text in role.should)
        yield from (f"{who} should not {text}." for text in role.should_not)
    strangers = [one for one in held.signers if one not in {role.name for role in held.roles}]
    yield from (f"{theme.strong(one)} signs the agreement" for one in strangers)


def hours(held: Terms) -> Iterator[str]:
    """Yield when people work and meet."""
    meeting = f"We meet at {held.standup.at:%H:%M} on working days, for {held.standup.minutes} minutes"
    yield f"{meeting}; all times are of {held.timezone}."
    *stops, last = held.standup.stops
    yield (
        f"Its five stops – both promises, delivery, contact, who acts, decisions – take "
        f"{', '.join(map(str, stops))} and {theme.counted(last, 'minute')}; a screen on a wall shows each for "
        f"{held.standup.seconds_on_wall} seconds."
    )
    shown = "named: the one that waits longest" if held.standup.leads == "named" else "counted, and none is named"
    yield f"On the stand-up, and so on a wall, leads are {shown}."
    yield f"Records are too old to judge by once {_too_old(held)}."
    yield from (f"{day}: {hours}" for day, hours in _week(held.working_week.intervals))
    yield from (text for text in _off(held))
    for one in held.schedules:
        who = f"Team {one.team}" if one.team else f"Rep {one.rep}"
        differs = [f"times of {one.timezone}"] if one.timezone else []
        if one.working_week:
            differs += [f"{day} {hours}" for day, hours in _week(one.working_week.intervals)]
        if one.holidays:
            differs += _off(one)
        yield f"{theme.strong(who)}: {'; '.join(differs) or 'as everybody'}"


def _too_old(held: Terms) -> str:
    after = held.standup.stale_after
    if after is None:
        return "nothing of the last working day is in them"
    return f"more than {theme.duration(after)} of working time have passed since the newest"


def _week(intervals: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[str, str]]:
    """Yield days that follow each other and are open alike, and when."""
    for hours, group in groupby(zip(DAYS, intervals, strict=True), key=lambda one: one[1]):
        days = [day for day, _ in group]
        yield (days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"), terms.opened(hours)


def _off(of: Terms | Schedule) -> list[str]:
    off = of.holidays
    if off is None:
        return []
    said = [f"public holidays of {off.country}{f', {off.subdivision}' if off.subdivision else ''} are days off"]
    found = said if off.country else []
    return found + [f"{theme.full_day(day)}: {terms.opened(hours)}" for day, hours in off.overrides.items()]


def named(words: Mapping[str, str]) -> Iterator[str]:
    """Yield words and what they mean."""
    return (f"{theme.strong(word)}: {text}" for word, text in words.items())


def consequences(held: Terms) -> Iterator[str]:
    """Yield what is excepted, and what follows from a miss."""
    yield from (text for text in held.exceptions)
    if held.consequence:
        yield f"Whoever misses the agreement: {held.consequence}"
    slack = f"{theme.counted(held.slack_cycles, 'month')} in a row may miss before that holds"
    yield f"Slack: {slack}." if held.slack_cycles else "No slack: the first month that misses counts."


def _rests_on(one: LeadType, unit: str) -> Iterator[str]:
    if one.share is not None:
        yield f"{terms.value('share', one.share)} of the quota"
    if one.rates:
        yield from (f"{terms.label(key)} {terms.value(key, rate)}" for key, rate in one.rates)
    if one.targets is not None:
        yield f"targets of {terms.amounts('targets', one.targets)} leads a month"
    if one.lead_value is not None:
        yield f"a lead is worth {terms.value('', one.lead_value)}{unit}"
    if one.average_order_value is not None:
        yield f"an order of {terms.value('', one.average_order_value)}{unit}"


def numbers(held: Terms) -> Iterator[str]:
    """Yield the numbers that the promises were reckoned from."""
    unit = f" {held.currency}" if held.currency else ""
    for stream in held.streams:
        parts = []
        if stream.quota is not None:
            parts.append(f"a quota of {terms.amounts('quota', stream.quota)}{unit} a month")
        if stream.average_order_value is not None:
            parts.append(f"an average order of {terms.value('', stream.average_order_value)}{unit}")
        if stream.margin is not None:
            parts.append(f"a margin of {terms.value('margin', stream.margin)}")
        yield f"{theme.strong(stream.name)}: {', '.join(parts) or 'targets given outright'}"
        for one in stream.lead_types:
            yield f"{theme.strong(f'{stream.name} · {one.name}')}: {', '.join(_rests_on(one, unit))}"
