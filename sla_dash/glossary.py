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
    "do not be on it": "Reps with leads late and waiting, leads due before the next stand-up, or leads still to be "
    "followed up that missed a milestone due this month.",
    "cohort": "The leads that entered a stage in the same months. Its conversion is the share that ever came to the "
    "next stage or a later one by now: skipping a stage counts as passing it, being lost before it does not.",
    "maturity": "The part of all who will come to the next stage that is to be expected by now, given how long ago the "
    "leads of the cohort entered. From 95 % on a cohort is mature; under 30 % it is too early to say anything.",
    "expected by age": "What a cohort is to bring by now at the agreed rates, given its maturity. Where a cohort ends "
    "is what has passed and, for the part that is still to come, the agreed rate.",
    "in-month rate": "Entries into the next stage over entries into a stage in the same months, whoever they were: it "
    "may exceed 100 %.",
    "really changed": "Only on mature cohorts of closed months, where the 95 % interval excludes the agreed rate, the "
    "difference holds beside all the others that are looked at (Benjamini–Hochberg) and lead demand moves by 5 % "
    "or more.",
    "closed loop": "The value that delivered leads were promised to have, what of it is due by their age, and what was "
    "won; the difference is volume (more or fewer leads), rate (more or fewer of them won) and price, summing exactly.",
    "win rate": "Won over won and lost, among closed deals; by amount it is another number, the amount won over the "
    "amount won and lost.",
    "average order value": "Amount won over deals won with an amount; deals without one are counted apart.",
    "time to close": "Kaplan–Meier over all deals: the days by which half of them are won or lost, those still open "
    "counting as undecided.",
    "lead demand": "Deals are the quota over the average order value; opportunities, SQLs and leads follow by dividing "
    "by each rate. Rounded up at every stage, so that the sum is never short of what it takes.",
    "confidence": "The share of months in which so many leads bring the deals needed, by the exact negative binomial; "
    "each type of lead for itself. The leads needed on average are enough in about half of them.",
    "evidence": "What the newest mature cohorts have shown of a rate, a quarter at most. Its 90 % interval moves the "
    "bars; drawn together, the rates give the leads needed in 5, 50 and 95 of a hundred cases.",
    "capacity": "The leads of a month, of all streams, over the reps active today, against the ceiling of the "
    "agreement.",
    "plan": "Each month's new revenue is spread back over the months that leads have taken from hand-off to win, what "
    "is in the pipe being subtracted. The leads of the plan are then sent forward again: a month more than 10 % short "
    "is named.",
    "rejected rows": "Rows of the files that could not be read; rows in are rows kept and rows rejected, always.",
}


def about(*terms: str) -> str:
    """Return the definitions of some terms as markdown, in the order asked."""
    return "\n".join(f"- **{term}**: {TERMS[term]}" for term in terms)
