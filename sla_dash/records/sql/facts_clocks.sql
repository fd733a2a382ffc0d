-- When the clock of each lead started, by the choice of the version in force at its hand-off, and under which
-- version and schedule it runs; the local day of the hand-off. A lead whose clock has not started has the schedule of
-- its hand-off, by which the time until somebody is assigned is told.
-- Where the start is known by its local day alone, clock_until is the end of that day.
-- One row per lead.
with handed as (
    select
        l.lead_id,
        l.owner,
        l.qualified_at,
        v.version,
        case
            when l.qualified_at >= v.in_force_from and l.qualified_at < v.in_force_until then v.version
        end as delivered_version,
        case v.clock_start
            when 'assigned_at' then l.assigned_at
            when 'created_at' then l.created_at
            else l.qualified_at
        end as clock_at,
        case v.clock_start
            when 'assigned_at' then l.assigned_until
            when 'created_at' then l.created_until
            else l.qualified_until
        end as clock_until
    from leads as l
    inner join versions as v
        on coalesce(l.qualified_at, l.created_at) >= v.governs_from
        and coalesce(l.qualified_at, l.created_at) < v.governs_until
)
select
    h.lead_id,
    h.clock_at,
    h.clock_until,
    h.version as handed_version,
    h.delivered_version,
    v.version as clock_version,
    case when h.clock_at >= v.in_force_from and h.clock_at < v.in_force_until then v.version end as version,
    s.schedule,
    s.working_day_us,
    case
        when h.qualified_at is null then null
        when epoch_us(h.qualified_at) % 86400000000 < d.turns_at then d.day_before
        else d.day_after
    end as delivered_on
from handed as h
left join versions as v
    on coalesce(h.clock_at, h.qualified_at) >= v.governs_from
    and coalesce(h.clock_at, h.qualified_at) < v.governs_until
left join schedules as s
    on s.version = v.version
    and s.owner = coalesce(h.owner, '')
left join local_days as d
    on d.version = h.version
    and d.utc_day = cast(h.qualified_at as date)
