-- Words that no CRM in the list uses: what they count as is a guess.
-- Grain: one row per column and word, the commonest ten of a column by name and the others together.
insert into quality
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
        'touches',
        'channel',
        unknown_channel,
        'it stays as it is'
    from typed_touches
    where problem is null and unknown_channel is not null
    union all
    select
        'touches',
        'direction',
        unknown_direction,
        'it counts as inbound, so only a conversation is a contact'
    from typed_touches
    where problem is null and unknown_direction is not null
    union all
    select
        'deals',
        'stage',
        unknown_stage,
        'it counts as open'
    from typed_deals
    where problem is null and unknown_stage is not null
),
counted as (
    select
        table_name,
        column_name,
        word,
        guess,
        count(*) as rows,
        row_number() over (
            partition by column_name
            order by
                count(*) desc,
                word
        ) as place
    from unknown
    group by
        table_name,
        column_name,
        word,
        guess
)
select
    column_name || ' that nobody knows',
    table_name,
    cast(sum(rows) as bigint),
    case when least(place, 11) < 11 then any_value(word) else count(*) || ' other words' end,
    guess || '; say what it means under values in the mapping'
from counted
group by
    table_name,
    column_name,
    guess,
    least(place, 11)
order by
    column_name,
    least(place, 11)
