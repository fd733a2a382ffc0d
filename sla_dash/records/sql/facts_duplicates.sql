-- Hand-offs with the e-mail of a lead that was kept up to so many days before: they are not counted again. Each person's
-- instants are walked through in order, each as a list of its own, to which those kept so far are joined.
-- One row per such lead.
with shared as (
    select person
    from leads
    where not is_test and qualified_at is not null and person is not null
    group by person
    having count(*) > 1
),
handed as (
    select
        l.lead_id,
        l.person,
        epoch_us(l.qualified_at) as handed_us,
        row_number() over (partition by l.person, l.qualified_at order by l.lead_id) as n
    from leads as l
    inner join shared as s on s.person = l.person
    where not l.is_test and l.qualified_at is not null
),
kept as (
    select
        person,
        list_reduce(
            instants,
            lambda kept, one: case
                when list_max(one) - list_max(kept) > $same_lead_us then list_concat(kept, one)
                else kept
            end,
            instants[1]
        ) as kept
    from (
        select
            person,
            list_sort(list([handed_us])) as instants
        from handed
        group by person
    ) as ordered
)
select h.lead_id
from handed as h
inner join kept as k on k.person = h.person
where h.n > 1 or not list_contains(k.kept, h.handed_us)
