"""Which file of a folder holds which table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sla_dash.load import canonical
from sla_dash.load.proposal import matching, names
from sla_dash.load.proposal.matching import Match
from sla_dash.load.proposal.questions import Question
from sla_dash.load.proposal.seen import Column, Seen

NAMED, OTHER = 60, -60
"""What it adds that the name of a file says the table, and that it says another."""
WEIGHTS: Mapping[str, int] = {
    "email": 20,
    "lead_type": 20,
    "qualified_at": 30,
    "assigned_at": 10,
    "disposition": 10,
    "company": 10,
    "score": 10,
    "name": 5,
    "amount": 30,
    "closed_at": 10,
    "channel": 10,
    "direction": 10,
    "outcome": 10,
}
LEAST = 30
"""From this sum on a file is taken for deals."""
LEADS = "leads.file"
"""Key of the question which file holds the leads."""
Group = tuple[Seen, ...]
"""Files that are written alike."""


@dataclass(frozen=True, slots=True)
class Role:
    """The files of one table, and what their columns are."""

    table: canonical.Table
    files: Group
    matches: Mapping[str, Match]
    why: str
    """A sentence."""

    @property
    def seen(self) -> Seen:
        """The file that stands for all of them: the one with the most rows in its sample."""
        return _standing(self.files)


@dataclass(frozen=True, slots=True)
class Roles:
    """The tables that were found, in loading order."""

    found: tuple[Role, ...]
    left: tuple[tuple[Seen, str], ...]
    """Files that are nothing, each with the reason as a clause."""
    question: Question | None
    """Which file holds the leads, where two look alike."""


def roles(groups: Sequence[Group], answers: Mapping[str, str]) -> Roles:
    """Say which files are which table; none is found where no file looks like leads."""
    leads, question = _leads(groups, answers)
    if leads is None:
        return Roles((), tuple((seen, _lacking(seen)) for group in groups for seen in group), None)
    rest = [group for group in groups if group is not leads.files]
    ids = _values(leads, "lead_id")
    found = [leads]
    deals, rest = _best([_deals(group, ids) for group in rest], rest)
    found += [deals] if deals else []
    touches = [made for group in rest if (made := _touches(group, ids, whole=leads.seen.whole))]
    found += touches
    rest = [group for group in rest if all(group is not role.files for role in touches)]
    owners = frozenset().union(*(_values(role, name) for role in found for name in ("owner", "rep")))
    reps, rest = _best([_reps(group, owners) for group in rest], rest)
    found += [reps] if reps else []
    order = [table.name for table in canonical.TABLES]
    found.sort(key=lambda role: order.index(role.table.name))
    left = tuple((seen, _left_why(group, ids)) for group in rest for seen in group)
    return Roles(tuple(found), left, question)


def _leads(groups: Sequence[Group], answers: Mapping[str, str]) -> tuple[Role | None, Question | None]:
    sums: list[tuple[int, Role]] = []
    for group in groups:
        seen = _standing(group)
        found = matching.matches(canonical.LEADS, seen)
        if "lead_id" not in found or "created_at" not in found:
            continue
        said = names.words_in(seen.title, names.ROLES["leads"])
        deal = matching.matches(canonical.DEALS, seen)
        total = _named(seen, "leads") + _sum(found) - 50 * ("amount" in deal and "stage" in deal)
        named = f"its name says {said}, and " if said else ""
        why = f"{named}{found['lead_id'].column.name} tells its rows apart, which have a date of creation."
        sums.append((total, Role(canonical.LEADS, group, found, why)))
    good = [one for one in sums if one[0] >= 0]
    if not good:
        return None, None
    best = max(total for total, _ in good)
    alike = {role.seen.label: role for total, role in good if total == best}
    first = next(iter(alike))
    if len(alike) == 1:
        return alike[first], None
    text = f"Which file holds the leads: {', '.join(alike)}?"
    question = Question(LEADS, text, tuple(alike), first, f"{first} holds the leads, as the first of the files")
    return alike.get(answers.get(LEADS, first), alike[first]), question


def _deals(group: Group, ids: frozenset[str]) -> tuple[int, Role] | None:
    seen = _standing(group)
    found = matching.matches(canonical.DEALS, seen, ids)
    if not {"deal_id", "opened_at", "stage"} <= found.keys():
        return None
    total = _named(seen, "deals") + _sum(found)
    why = f"its rows have {', '.join(found[name].column.name for name in ('deal_id', 'opened_at', 'stage'))}"
    why += f" and {found['amount'].column.name}." if "amount" in found else "."
    return (total, Role(canonical.DEALS, group, found, why)) if total >= LEAST else None


def _touches(group: Group, ids: frozenset[str], *, whole: bool) -> Role | None:
    seen = _standing(group)
    found = matching.matches(canonical.TOUCHES, seen, ids)
    why = f"{found['lead_id'].column.name} holds ids of leads." if "lead_id" in found else ""
    if not why and not whole and (match := _by_name(seen, ids)):
        found = {"lead_id": match, **{k: v for k, v in found.items() if v.column is not match.column}}
        why = f"{match.column.name} is named like ids of leads and written like them; only samples were compared."
    if not {"lead_id", "touched_at"} <= found.keys():
        return None
    total = _named(seen, "touches") + _sum(found)
    return Role(canonical.TOUCHES, group, found, why) if total >= 0 else None


def _by_name(seen: Seen, ids: frozenset[str]) -> Match | None:
    """Return the column that is named like ids of leads and written like them, of files too large to compare."""
    phrases = names.COLUMNS["touches"]["lead_id"]
    sure = [column for column in seen.columns if names.score(column.name, phrases) > names.WITHIN and not column.twice]
    return next(
        (
            Match("lead_id", column, names.EXACT, "its name says so, and its values are written like ids of leads.")
            for column in sure
            if matching.alike(column, ids)
        ),
        None,
    )


def _reps(group: Group, owners: frozenset[str]) -> tuple[int, Role] | None:
    seen = _standing(group)
    keys = [column for column in seen.columns if column.unique and not column.twice and not column.dates]
    best: Column | None = max(keys, key=lambda column: matching.overlap(column.values, owners), default=None)
    if best is None or not owners or len(best.values & owners) < matching.ALIKE * len(owners):
        return None
    match = Match("rep", best, names.EXACT, "it holds the people whom the other files name.")
    others = matching.matches(canonical.REPS, seen)
    found = {"rep": match, **{k: v for k, v in others.items() if k != "rep" and v.column is not best}}
    total = _named(seen, "reps") + _sum(others)
    why = f"{best.name} holds the people whom the other files name."
    return (total, Role(canonical.REPS, group, found, why)) if total >= 0 else None


def _best(made: Sequence[tuple[int, Role] | None], rest: Sequence[Group]) -> tuple[Role | None, list[Group]]:
    good = [one for one in made if one is not None]
    if not good:
        return None, list(rest)
    best = max(good, key=lambda one: one[0])[1]
    return best, [group for group in rest if group is not best.files]


def _named(seen: Seen, table: str) -> int:
    said = {name: names.words_in(seen.title, phrases) is not None for name, phrases in names.ROLES.items()}
    return NAMED if said[table] else OTHER * any(said.values())


def _sum(found: Mapping[str, Match]) -> int:
    return sum(WEIGHTS.get(name, 0) for name in found)


def _standing(group: Group) -> Seen:
    return max(group, key=lambda seen: seen.rows)


def _values(role: Role, name: str) -> frozenset[str]:
    """Return the values of one column in all files of a role."""
    match = role.matches.get(name)
    columns = [seen.column(match.column.name) for seen in role.files] if match else []
    return frozenset().union(*(column.values for column in columns if column))


def _lacking(seen: Seen) -> str:
    found = matching.matches(canonical.LEADS, seen)
    lacks = [
        words
        for name, words in (("lead_id", "a column of ids, one for each row"), ("created_at", "a date of creation"))
        if name not in found
    ]
    return f"it lacks {' and '.join(lacks)}" if lacks else "its name says something else"


def _left_why(group: Group, ids: frozenset[str]) -> str:
    seen = _standing(group)
    if _deals(group, ids):
        return "it looks like deals too"
    if seen.rows == 0:
        return "it has no row to tell by"
    if any(matching.overlap(column.values, ids) >= matching.ALIKE for column in seen.columns):
        return "it has ids of leads, and nothing says that its rows are touches"
    return "no column of it holds ids of leads"
