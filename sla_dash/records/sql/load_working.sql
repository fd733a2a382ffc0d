-- Working tables of one load; they live beside the snapshot and end with the connection.
-- Grain: offsets by zone and local day, sources by file, shifts by change of line, broken by row.
create temp table offsets (
    zone varchar,
    day date,
    seconds integer,
    change_at timestamp,
    later integer,
    ends_at timestamp
);
create temp table zone_names (zone varchar);
create temp table sources (source integer, table_name varchar, file varchar, bytes bigint, rows_in bigint);
create temp table shifts (source integer, from_row bigint, shift bigint);
create temp table flawed (
    source integer,
    row bigint,
    line bigint,
    column_name varchar,
    value varchar,
    reason varchar
);
create temp table kept (source integer, rows_kept bigint);
