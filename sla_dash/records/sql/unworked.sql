-- The facts of the leads that for long after their hand-off, or the start of their clock if that was before, were not over,
-- and that nobody had contacted or nobody owned.
-- One row per such lead, in the order of hand-off.
select *
from facts
where
    counted
    and least(clock_at, qualified_at) is not null
    and (ended_at is null or epoch_us(ended_at) - epoch_us(least(clock_at, qualified_at)) > $long_us)
    and (
        owner is null
        or contact_at is null
        or epoch_us(greatest(contact_at, assigned_at)) - epoch_us(least(clock_at, qualified_at)) > $long_us
    )
order by
    qualified_at nulls last,
    lead_id
