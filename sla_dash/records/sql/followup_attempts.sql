-- Attempts made in the follow-up of leads whose clock started in a span of time: until they were reached or ended, until
-- the last milestone fell due, or until now.
-- One row per number of attempts (the last for all from $most on) and whether a conversation ended the follow-up.
-- include followed
select
    least(made, $most) as made,
    coalesce(conversation_at <= until_at, false) as reached,
    count(*) as leads
from followed
group by
    least(made, $most),
    reached
order by
    made,
    reached
