-- Streams and lead types that leads have and no version of the agreement names: their leads count for no target.
-- One row where there are any, with the three commonest as its example.
insert into quality
with strange as (
    select
        coalesce(stream, 'no stream') || ' · ' || coalesce(lead_type, 'no type') as kind,
        count(*) as leads
    from facts
    where
        counted
        and (stream is not null or lead_type is not null)
        and coalesce(stream, '(none)') || ' · ' || coalesce(lead_type, '(none)') not in (select unnest($kinds))
    group by
        stream,
        lead_type
),
ranked as (
    select
        kind,
        leads,
        row_number() over (
            order by
                leads desc,
                kind
        ) as place
    from strange
)
select
    'not in the agreement',
    'leads',
    cast(sum(leads) as bigint),
    string_agg(case when place <= 3 then kind || ' (' || leads || ')' end, ', ' order by place)
        || case when count(*) > 3 then ' and ' || (count(*) - 3) || ' more' else '' end,
    case when count(*) > 1 then count(*) || ' kinds of leads: they ' else 'these leads ' end
        || 'count for no target and have no promise; the agreement names ' || $agreed
from ranked
having count(*) > 0
