-- Leads that somebody may have to take up: those that loading found ($prepared), or, of a past morning, all.
with to_work as (
    select *
    from unworked
    where $prepared
    union all
    select *
    from facts
    where
        not $prepared
        and counted
)
