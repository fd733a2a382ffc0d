-- include started
-- Where each of them stands.
with standing as (
    select
        *,
        case
            when contacted and contact_at < clock_at then 'invalid'
            when promise_us is null then 'no promise'
            when used_now is null or (contacted and used_at_contact is null) then 'no calendar'
            when contacted and used_at_contact <= promise_us then 'met'
            when contacted or ended then 'breached'
            when used_now > promise_us then 'breached, still waiting'
            when promise_us - used_now <= promise_us * $at_risk_left then 'at risk'
            when used_next >= promise_us then 'at risk'
            else 'waiting'
        end as state
    from started
)
