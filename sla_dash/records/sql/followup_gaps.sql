-- Time between the attempts of a follow-up; after the last attempt it runs on until the follow-up ended, or until now.
-- One row per place of the gap (the last for all from $most on), whether an attempt ended it, and whole hours.
-- include gaps
select
    least(ordinal, $most) as ordinal,
    ordinal < made as ended,
    cast(
        case
            when ordinal < made then ceil((epoch(attempts[ordinal + 1]) - epoch(attempts[ordinal])) / 3600.0)
            else floor((epoch(until_at) - epoch(attempts[ordinal])) / 3600.0)
        end as bigint
    ) as hours,
    count(*) as gaps
from gaps
where ordinal < made or until_at > attempts[ordinal]
group by
    least(ordinal, $most),
    ordinal < made,
    hours
order by
    ordinal,
    ended,
    hours
