-- What is kept although something about it is doubtful.
-- One row per check with any.
select
    check_name,
    table_name,
    rows,
    example,
    meaning
from quality
where rows > 0
order by
    rows desc,
    check_name
