-- Between which instants what was counted at loading holds.
-- One row.
select
    since_at,
    until_at
from prepared
