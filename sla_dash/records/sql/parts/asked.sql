-- Every lead is asked about, or those alone that loading did not find settled, as of an instant for which it looked.
with asked as (
    select *
    from facts
    where not $prepared
    union all
    select *
    from unsettled
    where $prepared
)
