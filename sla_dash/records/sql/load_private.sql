-- What is kept of a text that may name a person.
-- Grain: one value.

-- The keyed hash of an e-mail address, HMAC-SHA256 cut to 128 bits, as RFC 2104 allows; the key is in two variables.
create or replace temp macro person(t) as cast(
    left(
        sha256(
            getvariable('person_outside')
            || unhex(sha256(getvariable('person_inside') || encode(lower(trim(t)))))
        ),
        32
    ) as uuid
);

create or replace temp macro address_shaped(t) as
    contains(t, '@')
    and regexp_matches(t, '[^\s@<>()\[\]{},;:"''|/\\]+@[^\s@<>()\[\]{},;:"''|/\\]+\.[^\s@<>()\[\]{},;:"''|/\\]+');

create or replace temp macro without_address(t) as case
    when address_shaped(t) then regexp_replace(
        t, '[^\s@<>()\[\]{},;:"''|/\\]+@[^\s@<>()\[\]{},;:"''|/\\]+\.[^\s@<>()\[\]{},;:"''|/\\]+', '(e-mail)', 'g'
    )
    else t
end;

create or replace temp macro cut(t) as case
    when strlen(t) > 200 and length(t) > 200 then left(t, 199) || '…'
    else t
end;
create or replace temp macro was_cut(t) as length(t) = 200 and ends_with(t, '…');

create or replace temp macro kept(t) as cut(without_address(t));

-- What stands where a person's name may, but for one that is an address and nothing else.
create or replace temp macro kept_name(t) as nullif(kept(t), '(e-mail)');

-- An id that is an address is known by its hash in every table.
create or replace temp macro kept_id(t) as case
    when address_shaped(t) then 'e-mail ' || person(t)
    else cut(t)
end;

create or replace temp macro date_shaped(t) as regexp_full_match(
    t,
    '(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})'
    || '|\d{1,2}[ .-]+(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[., -]+(\d{4}|\d{2})'
    || '|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2},? \d{4})'
    || '([T ,]+\d{1,2}(:\d{1,2}){1,2}([.,]\d{1,9})?( ?[AaPp]\.? ?[Mm]\.?)?( ?(Z|UTC|GMT|[+-]\d{1,2}(:?\d{2})?))?)?'
);

-- A text in a column where no person's name belongs, as far as it cannot name one all the same: dates, short numbers
-- and what people write for nothing as they are; of all else how it looks, letters as x and many digits as 0.
create or replace temp macro shape(t) as case
    when date_shaped(t) or regexp_full_match(t, '[+-]?\d{1,6}([.,]\d{1,6})?[eE][+-]?\d{1,3}') then t
    when
        lower(trim(t)) in (
            'true', 'false', 'yes', 'no', 'maybe', 'n/a', '#n/a', 'na', 'none', 'null', 'unknown', 'never', 'now',
            'today', 'yesterday', 'tbd', 'nan', 'inf', 'infinity', 'undefined', '#ref!', '#value!'
        )
        then t
    when length(regexp_replace(t, '\P{N}', '', 'g')) > 6
        then regexp_replace(
            regexp_replace(regexp_replace(t, '\p{N}', '0', 'g'), '\p{Lu}', 'X', 'g'), '[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]',
            'x', 'g'
        )
    else regexp_replace(regexp_replace(t, '\p{Lu}', 'X', 'g'), '[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]', 'x', 'g')
end;

-- What is kept of the value for which a row is rejected: nothing of a whole row nor of a column with a person in it,
-- an id that is one word with a digit, and otherwise how it looks. A word that several rows have is that of a CRM, and
-- the reps are those who work here.
create or replace temp macro kept_value(column_name, value, rows) as case
    when coalesce(value, '') = '' then value
    when column_name is null or column_name in ('email', 'name', 'company') then '(not kept)'
    when column_name in ('rep', 'timezone', 'active_from', 'active_to') then value
    when
        column_name in ('lead_id', 'deal_id')
        and regexp_full_match(trim(value), '[A-Za-z0-9_:./#+-]*[0-9][A-Za-z0-9_:./#+-]*')
        then value
    when rows > 2 and not contains(value, '@') then value
    else shape(value)
end;
