-- include attempted
-- Every lead is asked about, or those alone that loading found still to be followed up, as of an instant for which it
-- looked: all of which this is asked.
with pursued as (
    select
        lead_id,
        stream,
        lead_type,
        owner,
        assigned_at,
        counted,
        version,
        clock_at,
        clock_on,
        due_from,
        attempts,
        stopped_at,
        made_by_now,
        last_attempt_at
    from attempted
    where not $prepared
    union all
    select
        lead_id,
        stream,
        lead_type,
        owner,
        assigned_at,
        counted,
        version,
        clock_at,
        clock_on,
        due_from,
        attempts,
        stopped_at,
        made_by_now,
        last_attempt_at
    from running
    where $prepared
)
