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

create or replace temp macro kept(t) as case
    when strlen(t) > 200 and length(t) > 200 then left(t, 199) || '…'
    else t
end;
create or replace temp macro was_cut(t) as length(t) = 200 and ends_with(t, '…');

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

create or replace temp macro formatted_local(t, format) as try_strptime(micros(t, format), format);

create or replace temp macro formatted_instant(t, format) as cast(
    try_strptime(micros(regexp_replace(t, '(Z|UTC)$', '+00:00'), format), format) as timestamp
);

create or replace temp macro to_utc(local, seconds, change_at, later) as make_timestamp(
    epoch_us(local) - cast(1000000 as bigint) * case when local >= change_at then later else seconds end
);

create or replace temp macro iso_day(t) as case
    when regexp_full_match(t, '\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?)?') then try_cast(left(t, 10) as date)
end;

-- A decimal mark that the mapping names allows separators between thousands; without one nothing is guessed.
create or replace temp macro plain_number(t, mark) as case
    when mark is null then case when regexp_full_match(t, '[+-]?\d+(\.\d+)?') then t end
    when mark = ',' then case
        when regexp_full_match(t, '[+-]?(\d+|\d{1,3}([.''\x{2019} \x{A0}\x{202F}]\d{3})+)(,\d+)?')
        then replace(regexp_replace(t, '[.''\x{2019} \x{A0}\x{202F}]', '', 'g'), ',', '.')
    end
    when regexp_full_match(t, '[+-]?(\d+|\d{1,3}([,''\x{2019} \x{A0}\x{202F}]\d{3})+)(\.\d+)?')
    then regexp_replace(t, '[,''\x{2019} \x{A0}\x{202F}]', '', 'g')
end;

-- With an exponent, as spreadsheets and some exports write large amounts; what does not fit is not a number.
create or replace temp macro any_money(t, mark) as coalesce(
    plain_number(t, mark),
    case
        when regexp_full_match(t, '[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}')
        then cast(try_cast(t as decimal(38, 18)) as varchar)
    end
);

create or replace temp macro whole_cents(number) as regexp_full_match(number, '[+-]?\d+(\.\d{1,2}0*)?');

create or replace temp macro money(number) as case
    when whole_cents(number) then try_cast(number as decimal(18, 2))
end;

create or replace temp macro any_number(t, mark) as coalesce(
    plain_number(t, mark),
    case when regexp_full_match(t, '[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}') then t end
);

create or replace temp macro finite_number(number) as case
    when isfinite(try_cast(number as double)) then try_cast(number as double)
end;

create or replace temp macro yes_no(t) as case
    when t = 'true' then true
    when t = 'false' then false
    when lower(t) in ('true', 't', 'yes', 'y', '1') then true
    when lower(t) in ('false', 'f', 'no', 'n', '0') then false
end;
