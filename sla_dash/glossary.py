"""What the words of the board mean: one sentence or two each, the same wherever they are shown."""

TERMS = {
    "delivered": "Leads handed over to sales (their qualified_at) in the month of the agreement's time zone, counted "
    "once each, tests left out and leads rejected by sales taken off. Complete days only: today is counted apart.",
    "due": "What is expected by now: the month's target times the share of its working days that are complete.",
    "range": "Ten per cent, or what the agreement says, to either side of what is expected, both edges inside. Being "
    "above is not good news: sales cannot work the excess.",
    "too close to call": "Out of range, but by no more than chance makes: looked at every morning, one month on pace "
    "in twenty goes farther. A share is too close to call while its interval contains the promise. For whoever checks "
    "it: 2.25 times the square root of overdispersion times expected, over the fourth root of the share of the month "
    "that is done.",
    "overdispersion": "How much more the days differ than chance alone makes them, learnt from up to 90 days; at "
    "least 1, and 1.5 under 30 days of history. For whoever checks it: the variance of daily counts in units of a "
    "Poisson's.",
    "lead value": "Quota divided by leads needed, frozen in the version of the agreement.",
    "forecast": "What has come, and what the rest is to bring: the pace so far weighed against the promise, and the "
    "promise believed as far as up to twelve closed months kept to theirs, the latest counting most. The median, the "
    "interval that holds 8 of 10 months and the chance of ending in the range.",
    "profile": "How a month's target is spread over its days: evenly over working days, evenly over all days, or as "
    "leads usually fell on weekdays in the 13 weeks before it. For whoever checks it: 20 pseudo-leads are spread over "
    "the working week.",
    "value forecast": "A type's forecast at its lead value. Of all together, the leads still to come of each type are "
    "drawn 10,000 times from its own forecast, with a fixed seed: the median, the interval that holds 8 of 10 months "
    "and the chances.",
    "run rate": "Delivered so far over the share of the month that is done: where it ends if it goes on as it began.",
    "as closed months": "Delivered so far, scaled as the twelve closed months before went on from the same share of "
    "the month: a projection of the season, without the target.",
    "needed": "What each working day left must bring to reach the target, to reach the lower edge of the range, and at "
    "most so as not to leave it above. Days already begun are left.",
    "out of reach": "More a day than 19 of 20 working days of the last 90 brought.",
    "mix": "The difference of value from what is expected, in two parts that add up: the number of leads at the "
    "average value promised, and what is left, because other types came than promised.",
    "capacity": "Leads of the month over the reps at work, against the leads per rep that the agreement allows. Above "
    "it is a failure even inside the range.",
    "attempts due": "Attempts missing from first contacts and follow-ups that fall due before the next stand-up or "
    "fell due this month, against what all reps together made on all but one in twenty of the last 90 days.",
    "closed month": "The verdict of a month that is over is the bare range around its target, whatever the noise, by "
    "the version of the agreement in force when the month began.",
    "persistent": "Over the target in each of the last three closed months and by more than 5 % together, or above the "
    "range in two of the three; under is the mirror.",
    "slack": "The closed months in a row that may end outside the range before what is agreed for a miss applies.",
    "alarm": "A two-sided cumulative sum of daily counts against what was expected of each day, in standard deviations "
    "(k 0.5, h 5), from the start of the month or the day on which it was last acknowledged; at most three are shown.",
    "left out": "Hand-offs that do not count: tests, and leads whose e-mail, trimmed and in lower case, is that of a "
    "lead that counts and was handed over up to 30 days before. Missing e-mails are never taken for the same.",
    "rejected": "Leads that sales handed back by now. Handed over less rejected is net, which counts against the "
    "target; the time to reject is elapsed time since hand-off.",
    "minimum information": "What the agreement in force at the hand-off says must be known of a lead. A lead carries "
    "a piece of it where its column holds a value, and is complete where it carries all. The share is of the leads "
    "handed over in the month, today's and those that sales rejected among them; a share below the promise is too "
    "close to call while its interval contains it, and under ten leads it is too early. For whoever checks it: "
    "Wilson's 95 % interval.",
    "contact": "The first attempt by a person to reach the lead, on any channel, or a conversation that the lead "
    "began and a person handled. Automated messages never count.",
    "working time": "Time inside the owner's working week, in the owner's zone, holidays out, exact to the microsecond "
    "and over clock changes. It stands still while the schedule is closed: a promise used up at closing time is kept "
    "by whoever calls until the next opening's first second, and broken after it.",
    "in time": "The share of leads contacted within the working time promised for their type, leads that still wait "
    "counting as undecided until their time is up. Until the time of ten leads is up and one has been watched for as "
    "long as its promise, it is too early for a share, and counts are shown: those contacted soon are decided first. "
    "Kaplan–Meier at the promise, with its 95 % interval.",
    "decided": "Leads that met or missed their promise.",
    "late and waiting": "The promise is broken and nobody has contacted the lead.",
    "at risk": "A quarter of the promised time or less is left, or the deadline falls before the next stand-up.",
    "closed untouched": "A lead closed or rejected before anybody contacted it has missed its promise.",
    "touched before its start": "Contacted before its clock started: left out of latency, still delivered.",
    "never assigned": "Handed over under an agreement whose clocks start at assignment, and nobody is assigned yet: no "
    "clock runs, so the lead is counted apart, among those of its hand-off.",
    "known by the day": "A touch without an hour counts at the first instant of its local day that is not before the "
    "start of the lead's clock. Where the start has no hour, a promise of a working day or more runs from the day's "
    "end, as milestones of follow-up do; a shorter one cannot be judged, and the lead is counted apart.",
    "by the hour": "Share contacted in time of the leads whose clock started in one hour of a weekday, in the "
    "agreement's time zone, over the last 90 days and only leads whose promised time is up. Under ten leads the hour "
    "shows a dot; leads whose start is known by the day are in none.",
    "steps": "Hand-off, assignment, first attempt by a person, first conversation. Each step is timed from the "
    "instant before it: a lead still in it counts as undecided, one closed before it never takes it. Leads whose "
    "hand-off is known by the day are left out. For whoever checks it: Kaplan–Meier.",
    "credit": "A lead counts for the person who made its first contact, for its owner where nobody did or the touch "
    "names nobody, once its promised time is up. If the promise was broken before anybody was assigned, it counts for "
    "nobody.",
    "limits of chance": "How far chance may carry a person from the share of all persons, in 95 % and in 99.8 % of "
    "cases. Only who lies outside 99.8 %, also on the same types of lead, is named; nobody is ranked. For whoever "
    "checks it: exact binomial limits.",
    "distribution": "Leads assigned to each rep in 90 days, by the instant of assignment, or of the hand-off where "
    "there is none, against the part due by the agreed weights (equal where none are given). Judged are reps at work "
    "on all of these days. A rep got more or fewer where chance puts under 0.1 % at so many or beyond, by the exact "
    "binomial; how uneven it is over all is Pearson's test.",
    "better promise": "The smallest round working time within which 80 % of the leads of the last 90 days were "
    "contacted, and what the next round time below would have given. For whoever checks it: Kaplan–Meier.",
    "like with like": "Leads contacted in time against leads of the same type, the same third of the score and the "
    "same part of the week (in or out of working hours). An association, not a cause. For whoever checks it: put "
    "together by Mantel and Haenszel.",
    "follow-up": "Attempts by a person until each milestone, touches within ten minutes being one attempt. It stops "
    "when the lead is reached, closed, disqualified or won; a milestone due after that is exempt, and an attempt after "
    "that is none.",
    "milestone met": "The attempts promised by its day were made by its due instant, inclusive, in exact 24-hour days "
    "after the clock started. The share is met ÷ (met + missed) over milestones past their due instant and not exempt, "
    "with Wilson's 95 % interval.",
    "attempts until the end": "Attempts from the start of the clock until the lead was reached, ended or won, at most "
    "until the last milestone. Of leads whose clock started in the 13 weeks before that many days ago, so that each "
    "had its full time.",
    "gap": "Time from one attempt to the next by the clock on the wall, over leads whose clock started in the last 13 "
    "weeks. The gap after the last attempt is open until the follow-up ended, or until now. For whoever checks it: "
    "the Kaplan–Meier median.",
    "silent follow-up": "A follow-up that still runs and in which nobody has tried for more than 7 days in the lead's "
    "first two weeks, or for more than 14 days later.",
    "tried too often": "More attempts than twice those asked for by the milestone that was running when the follow-up "
    "ended, or that runs now.",
    "do not be on it": "Reps with leads late and waiting, leads due before the next stand-up, or leads still to be "
    "followed up that missed a milestone due since the month on screen began.",
    "due before the next stand-up": "Nobody has contacted the lead, and the working time promised for it is used up by "
    "the next stand-up but not yet.",
    "milestone missed": "Too few attempts were made by its due instant, and the follow-up had not stopped before that. "
    "It stays missed whatever becomes of the lead, and each milestone counts.",
    "follow-up missed": "A lead still to be followed up that missed a milestone due since the month on screen began. "
    "It counts once, with the last milestone it missed, and no more once its follow-up has stopped.",
    "follow-up due": "A milestone that falls due before the next stand-up and for which the lead, still to be followed "
    "up, lacks attempts; leads that missed one already are listed there.",
    "without an owner or a call": "Open leads that were delivered and that nobody owns, or whose owner has not "
    "contacted them, by time since hand-off on the clock on the wall.",
    "hottest first": "Late leads come before those due before the next stand-up, and these before the other "
    "leads without an owner or a first call. Within each the lead with the highest score comes first and those without "
    "a score last, among the other leads after those that nobody owns; among equals the most overdue, or the oldest.",
    "no sign of life": "An open lead or opportunity that nobody touched (an attempt by a person, or a conversation) or "
    "changed (handed over, assigned, accepted, opened) for seven days. A lead with a deal is followed as its deal.",
    "cohort": "The leads that entered a stage in the same months. Its conversion is the share that ever came to the "
    "next stage or a later one by now: skipping a stage counts as passing it, being lost before it does not.",
    "maturity": "The part of all who will come to the next stage that is to be expected by now, given how long ago the "
    "leads of the cohort entered. From 95 % on a cohort is mature; under 30 % it is too early to say anything.",
    "expected by age": "What a cohort is to bring by now at the agreed rates, given its maturity. Where a cohort ends "
    "is what has passed and, for the part still to come, a rate learnt: the agreed one, counting for 100 leads, and "
    "what the last twelve cohorts have shown, each counting for 0.6 of its neighbour nearer to this one (Cape Cod).",
    "in-month rate": "Entries into the next stage over entries into a stage in the same months, whoever they were: it "
    "may exceed 100 %.",
    "really changed": "Only on mature cohorts of closed months: what has passed, over the part that can have come by "
    "now, where the difference holds beside all the others that are looked at and lead demand moves by 5 % or more. "
    "The interval is as wide as that asks for: 95 % of one rate alone, wider of many, so that it leaves out the "
    "agreed rate only where that holds. For whoever checks it: Benjamini–Hochberg.",
    "closed loop": "The value that delivered leads were promised to have, what of it is due by their age, and what was "
    "won; the difference is volume (more or fewer leads), rate (more or fewer of them won) and price, summing exactly.",
    "win rate": "Won over won and lost, among closed deals; by amount it is another number, the amount won over the "
    "amount won and lost, and not said where a larger part of the lost than of the won, by more than a tenth, has "
    "no amount: many CRMs clear it, or write 0, when a deal is lost.",
    "without a lead": "A deal that names no lead of these records: it counts among deals and in no cohort.",
    "average order value": "Amount won over deals won with an amount; deals without one are counted apart.",
    "other currencies": "Amounts are summed in the currency of the agreement, or in the commonest one of the deals "
    "where it names none; a deal without a currency is in that one. Deals in others count as deals, as ones without an "
    "amount, and what they are worth is shown apart, by currency: it is never added up.",
    "margin": "The part of a stream's amount won that is left, where the agreement gives it. Margin won is the amount "
    "won times it; wins without an amount add nothing.",
    "time to close": "The days by which half of all deals are won or lost, those still open counting as undecided. "
    "For whoever checks it: Kaplan–Meier.",
    "lead demand": "Deals are the quota over the average order value, rounded up once for all types of a stream; a "
    "type brings its share of them. Its opportunities, SQLs and leads follow by dividing by each rate, rounded up at "
    "every stage, so that the sum is never short of what it takes.",
    "confidence": "The share of months in which so many leads bring the deals needed: of one type its own deals, "
    "whole ones, and of all types together in their mix. The leads needed on average are enough in about half of "
    "them. For whoever checks it: the exact negative binomial.",
    "evidence": "What the newest mature cohorts have shown of a rate, a quarter at most, over the part of it that can "
    "have come by now. The bar of a rate is its own 90 % interval (nine times in ten); the Funnel weighs all rates "
    "together, and so by a wider one. Drawn together, the rates give the leads needed in 5, 50 and 95 of a hundred "
    "cases.",
    "plan": "The leads that each month's new revenue asks for, by the ladder of the targets, are spread back over the "
    "months that leads have taken from hand-off to win, what is in the pipe being subtracted. The leads of the plan "
    "are then sent forward again: a month more than 10 % short is named. The quota may rise over the first months, as "
    "new reps sell less at first (ramp), and make up for recurring revenue that customers take away (churn).",
    "decision": "Who does what by when, about a number, with that number's value when it was made. It stays among the "
    "open ones until somebody ticks or drops it, and is written down for good: nothing is changed or deleted.",
    "what it did since": "The number now against what it was when something was decided about it: a count of the month "
    "by its working days that are over. While the two 95 % intervals overlap it is too close to call; it is too early "
    "until a day has passed and something new has come. Leads and their value are better when they come nearer to what "
    "was promised. An association, not a cause: other things changed as well.",
    "feedback": "What sales wants marketing to know about a lead, or marketing sales about its follow-up. A lead is "
    "named by its id alone.",
    "rejected rows": "Rows of the files that could not be read; rows in are rows kept and rows rejected, always.",
}


def about(*terms: str) -> str:
    """Return the definitions of some terms as markdown, in the order asked."""
    return "\n".join(f"- **{term}**: {TERMS[term]}" for term in terms)
