-- Everything the pages ask of a lead, prepared once: clocks, working time in microseconds, first contact, attempts, outcome.
-- Promises run from the start of the clock; where that is known by its day alone, those of a working day or more run
-- from the day's end, and shorter ones cannot be judged. What a lead lacks is what the version in force at its hand-off
-- requires and it does not carry; null where that version requires nothing, or nobody knows what the lead carries.
-- One row per lead, in the order of hand-off.
with joined as (
    select
        l.*,
        c.version,
        c.handed_version,
        r.version as required_version,
        r.fields as required,
        c.schedule,
        c.clock_at,
        c.clock_until,
        coalesce(c.clock_until, c.clock_at) as due_from,
        c.working_day_us,
        c.clock_version,
        c.delivered_on,
        not l.is_test and d.lead_id is null as counted,
        case
            when l.is_test then 'test'
            when d.lead_id is not null then 'same e-mail'
        end as left_out,
        least(l.closed_at, l.rejected_at) as ended_at,
        t.contact_at,
        t.contact_by,
        t.conversation_at,
        t.last_touched_at,
        a.attempts,
        w.opportunity_at,
        w.won_at,
        w.lost_at,
        w.won_amount,
        least(t.conversation_at, l.closed_at, l.rejected_at, w.won_at) as stopped_at,
        cast(c.clock_at as date) as clock_day,
        cast(coalesce(c.clock_until, c.clock_at) as date) as due_day,
        cast(t.contact_at as date) as contact_day,
        cast(l.qualified_at as date) as qualified_day,
        cast(l.assigned_at as date) as assigned_day,
        cast(t.conversation_at as date) as conversation_day,
        epoch_us(c.clock_at) % 86400000000 as clock_us,
        epoch_us(coalesce(c.clock_until, c.clock_at)) % 86400000000 as due_us,
        epoch_us(t.contact_at) % 86400000000 as contact_us,
        epoch_us(l.qualified_at) % 86400000000 as qualified_us,
        epoch_us(l.assigned_at) % 86400000000 as assigned_us,
        epoch_us(t.conversation_at) % 86400000000 as conversation_us
    from leads as l
    inner join clocks as c on c.lead_id = l.lead_id
    left join required as r on r.version = c.delivered_version
    left join duplicates as d on d.lead_id = l.lead_id
    left join first_touches as t on t.lead_id = l.lead_id
    left join attempts as a on a.lead_id = l.lead_id
    left join lead_deals as w on w.lead_id = l.lead_id
)
select
    j.lead_id,
    j.stream,
    j.lead_type,
    j.owner,
    j.name,
    j.company,
    j.score,
    j.required_version,
    case
        when j.fields is not null then list_filter(j.required, lambda field: not list_contains(j.fields, field))
    end as missing,
    j.created_at,
    j.assigned_at,
    j.qualified_at,
    j.qualified_until,
    j.delivered_on,
    j.counted,
    j.left_out,
    j.accepted_at,
    j.rejected_at,
    j.reject_reason,
    j.closed_at,
    j.disposition,
    j.ended_at,
    j.version,
    j.schedule,
    j.clock_at,
    j.due_from,
    case when j.clock_us < k.turns_at then k.day_before else k.day_after end as clock_on,
    case when j.clock_until is null then (j.clock_us + 86400000000 + case
        when j.clock_us < k.shifts_at then k.offset_before
        else k.offset_after
    end) % 86400000000 // 3600000000 end as clock_hour,
    case when j.clock_until is null then (j.clock_us >= s.from_1 and j.clock_us < s.to_1)
        or (j.clock_us >= s.from_2 and j.clock_us < s.to_2)
        or (j.clock_us >= s.from_3 and j.clock_us < s.to_3)
        or (j.clock_us >= s.from_4 and j.clock_us < s.to_4) end as clock_in_hours,
    s.worked_before
        + greatest(0, least(j.due_us, s.to_1) - s.from_1)
        + greatest(0, least(j.due_us, s.to_2) - s.from_2)
        + greatest(0, least(j.due_us, s.to_3) - s.from_3)
        + greatest(0, least(j.due_us, s.to_4) - s.from_4) as worked_at_clock,
    coalesce(j.clock_until is not null and p.promise_us < j.working_day_us, false) as known_by_day,
    case when j.clock_until is null or p.promise_us >= j.working_day_us then p.promise_us end as promise_us,
    j.contact_at,
    j.contact_by,
    e.worked_before
        + greatest(0, least(j.contact_us, e.to_1) - e.from_1)
        + greatest(0, least(j.contact_us, e.to_2) - e.from_2)
        + greatest(0, least(j.contact_us, e.to_3) - e.from_3)
        + greatest(0, least(j.contact_us, e.to_4) - e.from_4) as worked_at_contact,
    j.conversation_at,
    q.worked_before
        + greatest(0, least(j.qualified_us, q.to_1) - q.from_1)
        + greatest(0, least(j.qualified_us, q.to_2) - q.from_2)
        + greatest(0, least(j.qualified_us, q.to_3) - q.from_3)
        + greatest(0, least(j.qualified_us, q.to_4) - q.from_4) as worked_at_qualified,
    a.worked_before
        + greatest(0, least(j.assigned_us, a.to_1) - a.from_1)
        + greatest(0, least(j.assigned_us, a.to_2) - a.from_2)
        + greatest(0, least(j.assigned_us, a.to_3) - a.from_3)
        + greatest(0, least(j.assigned_us, a.to_4) - a.from_4) as worked_at_assigned,
    v.worked_before
        + greatest(0, least(j.conversation_us, v.to_1) - v.from_1)
        + greatest(0, least(j.conversation_us, v.to_2) - v.from_2)
        + greatest(0, least(j.conversation_us, v.to_3) - v.from_3)
        + greatest(0, least(j.conversation_us, v.to_4) - v.from_4) as worked_at_conversation,
    list_filter(j.attempts, lambda attempt: attempt <= coalesce(j.stopped_at, attempt)) as attempts,
    j.stopped_at,
    j.opportunity_at,
    j.won_at,
    case
        when j.won_at is null then null
        when epoch_us(j.won_at) % 86400000000 < d.turns_at then d.day_before
        else d.day_after
    end as won_on,
    j.lost_at,
    j.won_amount,
    j.last_touched_at
from joined as j
left join worktime as s
    on s.schedule = j.schedule
    and s.utc_day = j.due_day
left join worktime as e
    on e.schedule = j.schedule
    and e.utc_day = j.contact_day
left join worktime as q
    on q.schedule = j.schedule
    and q.utc_day = j.qualified_day
left join worktime as a
    on a.schedule = j.schedule
    and a.utc_day = j.assigned_day
left join worktime as v
    on v.schedule = j.schedule
    and v.utc_day = j.conversation_day
left join local_days as k
    on k.version = j.clock_version
    and k.utc_day = j.clock_day
left join local_days as d
    on d.version = j.handed_version
    and d.utc_day = cast(j.won_at as date)
left join promises as p
    on p.version = j.version
    and p.stream = j.stream
    and p.lead_type = j.lead_type
order by j.qualified_at nulls last, j.lead_id
