-- Working tables of one load; they live beside the snapshot and end with the connection.
-- Grain: offsets by zone and local day, sources by file or select, shifts by change of line, flawed by row, places and
-- outcomes by row of a select, origins and followed by file of a named source (its origin is the first of that name).
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
create temp table asked (source integer);
create temp table places (source integer, row bigint, origin integer, line bigint);
create temp table origins (source integer, origin integer);
create temp table outcomes (origin integer, line bigint, kept boolean);
create temp table followed (source integer, kept bigint, rejected bigint, left_out bigint);
