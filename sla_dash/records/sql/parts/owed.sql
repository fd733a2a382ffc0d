-- include due
-- The milestones of every lead, or those alone of leads that loading found still to be followed up, as of an instant for
-- which it looked: all of which this is asked.
with owed as (
    select *
    from due
    where not $prepared
    union all
    select *
    from owing
    where
        $prepared
        and clock_at >= $earliest_at
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
