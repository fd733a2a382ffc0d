-- The tables of a snapshot that loading fills; instants are UTC. Of one known by its local day alone, …_at is where
-- that day begins and …_until where it ends, excluded; null where the hour is known. The fields of a lead are null
-- where nobody can tell what it carries, which is not the same as none; its person is the keyed hash of an address.
-- Grain: leads, deals and reps by their key, touches by touch, files by file,
-- tables by table, rejects by rejected row (or an example of so many), mapped_zones by zone, load has one row.
create table mapped_zones (zone varchar not null);
create table leads (
    lead_id varchar not null,
    lead_type varchar,
    stream varchar,
    owner varchar,
    person uuid,
    name varchar,
    company varchar,
    score double,
    created_at timestamp not null,
    assigned_at timestamp,
    qualified_at timestamp,
    accepted_at timestamp,
    rejected_at timestamp,
    reject_reason varchar,
    closed_at timestamp,
    disposition varchar,
    is_test boolean not null,
    fields varchar[],
    created_until timestamp,
    assigned_until timestamp,
    qualified_until timestamp
);
create table touches (
    lead_id varchar not null,
    touched_at timestamp not null,
    rep varchar,
    channel varchar not null,
    direction varchar not null,
    is_automated boolean not null,
    outcome varchar,
    touched_until timestamp
);
create table deals (
    deal_id varchar not null,
    lead_id varchar,
    stream varchar,
    owner varchar,
    opened_at timestamp not null,
    closed_at timestamp,
    stage varchar not null,
    amount decimal(18, 2),
    currency varchar
);
create table reps (
    rep varchar not null,
    name varchar,
    team varchar,
    timezone varchar,
    active_from date,
    active_to date
);
create table files (
    table_name varchar not null,
    file varchar not null,
    bytes bigint not null,
    rows_in bigint not null,
    rows_kept bigint not null,
    rows_rejected bigint not null,
    rows_left_out bigint not null
);
create table tables (
    table_name varchar not null,
    rows_in bigint not null,
    rows_kept bigint not null,
    rows_rejected bigint not null
);
create table rejects (
    table_name varchar not null,
    file varchar not null,
    line bigint,
    column_name varchar,
    value varchar,
    reason varchar not null,
    rows bigint not null
);
create table quality (
    check_name varchar not null,
    table_name varchar not null,
    rows bigint not null,
    example varchar,
    meaning varchar not null
);
create table load (
    loaded_at timestamp not null,
    mapping varchar not null,
    latest_at timestamp,
    agreement varchar not null,
    lead_url varchar
);
