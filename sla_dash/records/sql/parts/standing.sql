-- include started
-- Where each of them stands.
with standing as (
    select
        *,
        case
            when contacted and contact_at < clock_at then 'invalid'
            when promise_seconds is null then 'no promise'
            when used_now is null or (contacted and used_at_contact is null) then 'no calendar'
            when contacted and used_at_contact <= promise_seconds then 'met'
            when contacted or ended then 'breached'
            when used_now > promise_seconds then 'breached, still waiting'
            when promise_seconds - used_now <= promise_seconds * $at_risk_left then 'at risk'
            when used_next >= promise_seconds then 'at risk'
            else 'waiting'
        end as state
    from started
)
