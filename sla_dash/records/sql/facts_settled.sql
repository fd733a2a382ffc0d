-- The leads of which time alone changes nothing more, as contact is counted: contacted or ended, and the time promised is
-- over. As of an instant, in force until something else happens.
-- One row per such lead, in the order of hand-off.
with asked as (
    select *
    from facts
)
-- include verdicts
select * exclude (settled)
from verdicts
where settled
