-- Words that no CRM in the list uses: what they count as is a guess.
-- One row per column and word, the commonest ten of a column by name and the others together.
with unknown as (
    select
        'touches' as table_name,
        'outcome' as column_name,
        unknown_outcome as word,
        'it is no conversation' as guess
    from typed_touches
    where problem is null and unknown_outcome is not null
    union all
    select
        'touches' as table_name,
        'channel' as column_name,
        unknown_channel as word,
        'it stays as it is' as guess
    from typed_touches
    where problem is null and unknown_channel is not null
    union all
    select
        'touches' as table_name,
        'direction' as column_name,
        unknown_direction as word,
        'it counts as inbound, so only a conversation is a contact' as guess
    from typed_touches
    where problem is null and unknown_direction is not null
    union all
    select
        'deals' as table_name,
        'stage' as column_name,
        unknown_stage as word,
        'it counts as open' as guess
    from typed_deals
    where problem is null and unknown_stage is not null
),
counted as (
    select
        table_name,
        column_name,
        word,
        guess,
        count(*) as found
    from unknown
    group by
        table_name,
        column_name,
        word,
        guess
),
ranked as (
    select
        table_name,
        column_name,
        word,
        guess,
        found,
        row_number() over (partition by column_name order by found desc, word) as place
    from counted
)
select
    column_name || ' that nobody knows' as check_name,
    table_name,
    cast(sum(found) as bigint) as found,
    case when least(place, 11) < 11 then max(word) else count(*) || ' other words' end as example,
    guess || '; say what it means under values in the mapping' as meaning
from ranked
group by
    table_name,
    column_name,
    guess,
    least(place, 11)
order by
    column_name,
    least(place, 11)
