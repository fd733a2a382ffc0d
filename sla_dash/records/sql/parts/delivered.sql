-- Leads handed over and rejected by now, as counted when they were loaded, and what has changed from then to now, be it
-- earlier or later.
with delivered as (
    select
        stream,
        lead_type,
        delivered_on,
        cast(sum(gross) as bigint) as gross,
        cast(coalesce(sum(rejected), 0) as bigint) as rejected
    from (
        select
            stream,
            lead_type,
            delivered_on,
            gross,
            rejected
        from delivered_days
        union all
        select
            f.stream,
            f.lead_type,
            f.delivered_on,
            cast(f.qualified_at <= $as_of as integer) - cast(f.qualified_at <= $counted_at as integer) as gross,
            cast(f.qualified_at <= $as_of and f.rejected_at <= $as_of as integer)
            - cast(f.qualified_at <= $counted_at and f.rejected_at <= $counted_at as integer) as rejected
        from (
            select *
            from facts
            where
                qualified_at > least($as_of, $counted_at)
                and qualified_at <= greatest($as_of, $counted_at)
            union all
            select *
            from facts
            where
                rejected_at > least($as_of, $counted_at)
                and rejected_at <= greatest($as_of, $counted_at)
                and qualified_at <= least($as_of, $counted_at)
        ) as f
        where f.counted
    ) as changes
    group by
        stream,
        lead_type,
        delivered_on
    having sum(gross) > 0
)
