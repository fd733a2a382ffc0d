-- include standing
-- What is counted of each of them: where it stands, after how many whole minutes, of working time and of the clock on the
-- wall, who is credited with it, and what may have moved it. What happened is rounded up, what is awaited down; a lead
-- closed before has no minutes.
with verdicts as (
    select
        stream,
        lead_type,
        version,
        promise_us,
        clock_at,
        clock_on,
        clock_hour,
        state,
        contacted,
        coalesce(used_now > promise_us, false) as elapsed,
        coalesce(due_from > clock_at, false) as by_day,
        cast(case
            when state in ('invalid', 'known by the day') then null
            when contacted then ceil(used_at_contact / 60000000)
            when not ended then floor(used_now / 60000000)
        end as integer) as minutes,
        cast(case
            when state in ('invalid', 'known by the day') then null
            when contacted then ceil((epoch_us(contact_at) - epoch_us(clock_at)) / 60000000)
            when not ended then floor((epoch_us($as_of) - epoch_us(clock_at)) / 60000000)
        end as integer) as wall_minutes,
        case when contacted then coalesce(contact_by, owner) else owner end as rep,
        state <> 'met'
        and coalesce(assigned_at <= $as_of and worked_at_assigned - worked_at_clock > promise_us, false)
            as broken_before,
        score,
        clock_in_hours,
        won_at,
        settled
    from standing
)
