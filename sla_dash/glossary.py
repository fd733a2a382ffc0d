"""What the words of the board mean: one sentence or two each, the same wherever they are shown."""

TERMS = {
    "delivered": "Leads handed over to sales (their qualified_at) in the month of the agreement's time zone, counted "
    "once each, tests left out and leads rejected by sales taken off. Complete days only: today is counted apart.",
    "expected": "The month's target times the share of its working days that are complete.",
    "band": "Ten per cent, or what the agreement says, to either side of what is expected, both edges inside. Being "
    "above is not good news: sales cannot work the excess.",
    "could be chance": "Out of band, but by no more than 1.96 times the square root of overdispersion times expected: "
    "daily counts vary that much by themselves.",
    "overdispersion": "The variance of daily counts in units of a Poisson's, learnt from up to 90 days; at least "
    "1, and 1.5 under 30 days of history.",
    "lead value": "Quota divided by leads needed, frozen in the version of the agreement.",
    "forecast": "A gamma-Poisson forecast of the month's last count from the target and the pace so far: its mean, its "
    "80 % interval and the chance of ending in the band.",
    "contact": "The first attempt by a person to reach the lead, on any channel, or a conversation that the lead "
    "began and a person handled. Automated messages never count.",
    "working time": "Seconds inside the owner's working week, in the owner's zone, holidays out, exact over clock "
    "changes.",
    "in time": "Kaplan–Meier at the promise: the share of leads contacted within the working time promised for their "
    "type, leads that still wait counting as undecided until their time is up. With its 95 % interval.",
    "decided": "Leads that met or missed their promise. Under ten of them, counts are shown and no percentage.",
    "late and waiting": "The promise is broken and nobody has contacted the lead.",
    "at risk": "A quarter of the promised time or less is left, or the deadline falls before the next stand-up.",
    "closed untouched": "A lead closed or rejected before anybody contacted it has missed its promise.",
    "touched before its start": "Contacted before its clock started: left out of latency, still delivered.",
    "follow-up": "Attempts by a person until each milestone, touches within ten minutes being one attempt. It stops "
    "when the lead is reached, closed, disqualified or won; a milestone due after that is exempt.",
    "milestone met": "The attempts promised by its day were made by its due instant, inclusive, in exact 24-hour days "
    "after the clock started. The share is met ÷ (met + missed) over milestones past their due instant and not exempt, "
    "with Wilson's 95 % interval.",
    "attempts until the end": "Attempts from the start of the clock until the lead was reached, ended or won, at most "
    "until the last milestone. Of leads whose clock started in the 13 weeks before that many days ago, so that each "
    "had its full time.",
    "gap": "Time from one attempt to the next by the clock on the wall, over leads whose clock started in the last 13 "
    "weeks. Kaplan–Meier median: the gap after the last attempt is open until the follow-up ended, or until now.",
    "silent follow-up": "A follow-up that still runs and in which nobody has tried for more than 7 days in the lead's "
    "first two weeks, or for more than 14 days later.",
    "tried too often": "More attempts than twice those asked for by the milestone that was running when the follow-up "
    "ended, or that runs now.",
    "do not be on it": "Reps with leads late and waiting, leads due before the next stand-up, or leads still to be "
    "followed up that missed a milestone due this month.",
    "due before the next stand-up": "Nobody has contacted the lead, and the working time promised for it is used up by "
    "the next stand-up but not yet.",
    "follow-up missed": "A milestone due since the month began for which the lead, still to be followed up, had too "
    "few attempts; each lead counts once, with the last milestone it missed.",
    "follow-up due": "A milestone that falls due before the next stand-up and for which the lead, still to be followed "
    "up, lacks attempts; leads that missed one already are listed there.",
    "hand-off queue": "Open leads that were delivered and that nobody owns, or whose owner has not contacted them, by "
    "time since hand-off on the clock on the wall.",
    "silent": "An open lead or opportunity that nobody touched (an attempt by a person, or a conversation) or changed "
    "(handed over, assigned, accepted, opened) for seven days. A lead with a deal is followed as its deal.",
    "rejected rows": "Rows of the files that could not be read; rows in are rows kept and rows rejected, always.",
}


def about(*terms: str) -> str:
    """Return the definitions of some terms as markdown, in the order asked."""
    return "\n".join(f"- **{term}**: {TERMS[term]}" for term in terms)
