-- How text is read: each macro gives null where the text is not of its kind.
-- Grain: one value.
create or replace temp macro trimmed(t) as nullif(trim(t, E' \t\r\n' || chr(160)), '');

-- For files in which no value has white space around it; trimming would cost more than all the rest.
create or replace temp macro unpadded(t) as nullif(t, '');

-- What people write where there is no name; and a whole number that passed through a float is that number.
create or replace temp macro named(t) as case
    when strlen(t) < 8 and lower(t) in ('n/a', 'na', 'none', 'null', '-', '--', 'unknown', '?', '#n/a') then null
    when contains(t, '.') and regexp_full_match(t, '\d+\.0+') then regexp_replace(t, '\.0+$', '')
    else t
end;

-- A long id that a spreadsheet took for a number: its last digits are gone.
create or replace temp macro rounded(t) as
    contains(t, '+') and regexp_full_match(t, '\d([.,]\d+)?[eE]\+\d{2,3}');

-- The fifteen characters that an id of Salesforce has in both of its spellings; null for any other id.
create or replace temp macro short_id(t) as case
    when strlen(t) = 15 and starts_with(t, '00') and regexp_full_match(t, '[0-9A-Za-z]{15}') then t
    when
        strlen(t) = 18 and starts_with(t, '00') and regexp_full_match(t, '[0-9A-Za-z]{15}[A-Z0-5]{3}')
        and regexp_matches(t, '[A-Z].{0,2}$')
        then left(t, 15)
end;

create or replace temp macro spelled(t) as translate(lower(t), ' _-–/.:()' || chr(39), '');

create or replace temp macro iso_shaped(t) as regexp_full_match(
    t,
    '\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|UTC|[+-]\d{2}(:?\d{2})?))?)?'
);

create or replace temp macro iso_zoned(t) as length(t) > 16 and regexp_matches(t, '(Z|UTC|[+-]\d{2}(:?\d{2})?)$');

-- An offset in the text is applied, never dropped: the cast to a plain timestamp would drop it.
create or replace temp macro iso_instant(t) as case
    when not iso_shaped(t) then null
    when iso_zoned(t) then cast(
        try_cast(replace(regexp_replace(t, ' ([+-])', '\1'), ' UTC', 'Z') as timestamptz) as timestamp
    )
    else try_cast(t as timestamp)
end;

-- What is finer than a microsecond is cut.
create or replace temp macro micros(t, format) as case
    when contains(format, '%f') then regexp_replace(t, '([.,]\d{6})\d+', '\1')
    else t
end;

-- White space of any width as a space.
create or replace temp macro dated(t) as case
    when strlen(t) = length(t) then t
    else trim(regexp_replace(t, '\p{Z}', ' ', 'g'))
end;

-- The half of the day as strptime knows it, of a.m. and p. m.
create or replace temp macro halved(t, format) as case
    when contains(format, '%p') then regexp_replace(t, '(?i)([ap])\. ?m\.?', '\1m')
    else t
end;

-- The name of a month in another language, found by a pattern, in English.
create or replace temp macro month_found(t, word, names) as case
    when word = '' then t
    else replace(t, word, coalesce(names[lower(word)], word))
end;
create or replace temp macro in_english(t, pattern, names) as month_found(t, regexp_extract(t, pattern, 2), names);

-- Seconds since 1970, with a fraction or none.
create or replace temp macro since_1970(t, per_second) as case
    when
        regexp_full_match(t, '-?\d{1,17}(\.\d+)?')
        and try_cast(t as decimal(38, 9)) / per_second between -2208988800 and 253402300799
        then make_timestamp(cast(trunc(try_cast(t as decimal(38, 9)) * (1000000 // per_second)) as bigint))
end;

-- Of several readings of a date the first that the records may hold, else the first; and those that differ, in words.
create or replace temp macro sound(readings, earliest) as case
    when len(list_filter(readings, lambda one: one.at >= earliest)) > 0
    then list_filter(readings, lambda one: one.at >= earliest)
    else readings
end;
create or replace temp macro different(readings) as list_filter(
    readings,
    lambda one, place: list_position(list_transform(readings, lambda other: {'at': other.at, 'zoned': other.zoned}),
        {'at': one.at, 'zoned': one.zoned}) = place
);
create or replace temp macro in_words(readings) as case
    when len(list_distinct(list_transform(readings, lambda one: cast(one.at as date)))) = len(readings)
    then list_transform(readings, lambda one: strftime(one.at, '%-d %B %Y'))
    else list_transform(readings, lambda one: strftime(one.at, '%-d %B %Y %H:%M'))
end;
create or replace temp macro clash(readings) as case
    when len(readings) > 1 and len(different(readings)) > 1
    then 'could be ' || array_to_string(in_words(different(readings)), ' or ')
end;

create or replace temp macro formatted_local(t, format) as try_strptime(micros(halved(t, format), format), format);

create or replace temp macro formatted_instant(t, format) as cast(
    try_strptime(micros(halved(regexp_replace(t, '(Z|UTC)$', '+00:00'), format), format), format) as timestamp
);

create or replace temp macro to_utc(local, seconds, change_at, later) as make_timestamp(
    epoch_us(local) - cast(1000000 as bigint) * case when local >= change_at then later else seconds end
);

create or replace temp macro iso_day(t) as case
    when regexp_full_match(t, '\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?)?') then try_cast(left(t, 10) as date)
end;

-- A number that needs no thought, and white space, minus signs and apostrophes as typewriters have them.
create or replace temp macro plainly(t, mark) as case
    when mark = ',' then regexp_full_match(t, '[+-]?\d+(,\d+)?')
    else regexp_full_match(t, '[+-]?\d+(\.\d+)?')
end;
create or replace temp macro spaced(t) as trim(
    regexp_replace(translate(t, '−–’', '--' || chr(39)), '[\p{Z}\s]', ' ', 'g')
);

-- The digits of a number as 1234.56. With a decimal mark that the mapping names, the other one parts thousands (or
-- lakhs); without one, null where they could mean two numbers. Beside a sign of a currency, 2.000 could.
create or replace temp macro settled(d, mark, signed) as case
    when mark = '.' then case
        when regexp_full_match(d, '(\d+|\d{1,3}([,'' ]\d{3})+|\d{1,2}(,\d{2})+,\d{3})(\.\d+)?')
        then regexp_replace(d, '[,'' ]', '', 'g')
    end
    when mark = ',' then case
        when regexp_full_match(d, '(\d+|\d{1,3}([.'' ]\d{3})+)(,\d+)?')
        then replace(regexp_replace(d, '[.'' ]', '', 'g'), ',', '.')
    end
    when regexp_full_match(d, '\d+([.,]\d+)?') then case
        when not (signed or contains(d, ',')) or not regexp_full_match(d, '[1-9]\d{0,2}[.,]\d{3}')
        then replace(d, ',', '.')
    end
    when regexp_full_match(d, '\d{1,3}([ '']\d{3})+(\.\d+)?|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}')
    then regexp_replace(d, '[ '',]', '', 'g')
    when regexp_full_match(d, '\d{1,3}([ '']\d{3})+,\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}')
    then replace(regexp_replace(d, '[ ''.]', '', 'g'), ',', '.')
    when signed and regexp_full_match(d, '\d{1,2}(,\d{2})+,\d{3}(\.\d+)?') then replace(d, ',', '')
end;

-- What has an exponent has no thousands; as an amount it is written out, exactly.
create or replace temp macro scientific(d, exponent, mark, exactly) as case
    when not regexp_full_match(d, '\d+([.,]\d+)?') or (mark = '.' and contains(d, ',')) then null
    when exactly then cast(try_cast(replace(d, ',', '.') || exponent as decimal(38, 18)) as varchar)
    else replace(d, ',', '.') || exponent
end;

create or replace temp macro minus_signs(p) as
    cast(p.opened <> '' as integer) + cast(p.before = '-' as integer) + cast(p.inside = '-' as integer)
    + cast(p.after <> '' as integer);

-- The text of a number as a cast reads it, by its parts where it has any.
create or replace temp macro number_of(t, p, mark, exactly) as case
    when p is null then case when mark = ',' then replace(t, ',', '.') else t end
    when (p.opened = '') = (p.closed = '') and minus_signs(p) <= 1
    then case when minus_signs(p) = 1 then '-' else '' end || case
        when p.exponent <> '' then scientific(p.digits, p.exponent, mark, exactly)
        else settled(p.digits, mark, p.sign <> '' or p.unit <> '')
    end
end;

-- The currencies that the marks of an amount may mean, parted by spaces; null where it has none.
create or replace temp macro either_list(a, b) as case
    when a is null or b is null then coalesce(a, b)
    when list_has_any(a, b) then list_intersect(a, b)
    else list_concat(a, b)
end;
create or replace temp macro marked(p, signs) as array_to_string(either_list(signs[upper(p.sign)], signs[upper(p.unit)]), ' ');

create or replace temp macro whole_cents(number) as regexp_full_match(number, '[+-]?\d+(\.\d{1,2}0*)?');

-- What does not fit is no amount, nor is what is finer than a cent.
create or replace temp macro money(number) as case
    when whole_cents(number) then try_cast(number as decimal(18, 2))
end;

create or replace temp macro finite_number(number) as case
    when isfinite(try_cast(number as double)) then try_cast(number as double)
end;

create or replace temp macro yes_no(t) as case
    when t = 'true' then true
    when t = 'false' then false
    when lower(t) in ('true', 't', 'yes', 'y', '1') then true
    when lower(t) in ('false', 'f', 'no', 'n', '0') then false
end;
