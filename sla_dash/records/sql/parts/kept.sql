-- What became of each milestone by now.
with kept as (
    select
        *,
        due_at < $as_of as past_due,
        case
            when attempts[promised] <= least(due_at, $as_of) then 'met'
            when stopped_at <= $as_of and stopped_at < due_at then 'exempt'
            when due_at < $as_of then 'missed'
            else 'pending'
        end as kept
    from owed
)
