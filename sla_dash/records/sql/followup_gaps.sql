-- Time between the attempts of a follow-up; after the last attempt it runs on until the follow-up ended, or until now.
-- One row per place of the gap (the last for all from $most on), whether an attempt ended it, and whole hours.
-- include gaps
select
    least(ordinal, $most) as ordinal,
    ordinal < made as ended,
    cast(
        case
            when ordinal < made then ceil((epoch_us(attempts[ordinal + 1]) - epoch_us(attempts[ordinal])) / 3600000000)
            else floor((epoch_us(until_at) - epoch_us(attempts[ordinal])) / 3600000000)
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
