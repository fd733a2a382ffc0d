-- Every lead, with how many attempts were made by now, and when the last of them was.
with attempted as (
    select
        *,
        case
            when attempts[-1] <= $as_of then len(attempts)
            else coalesce(len(list_filter(attempts, lambda attempt: attempt <= $as_of)), 0)
        end as made_by_now,
        attempts[made_by_now] as last_attempt_at
    from facts
)
