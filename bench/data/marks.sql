-- What the scenarios draw from, and what brings the dataset back after those that write.
\set ON_ERROR_STOP on
-- Not the schema 'bench': a role finds the schema of its own name before any other.
create schema draw;
create table draw.mark as
  select row_number() over (order by md5(id::text)) n, id, customer_id, status from "order" order by md5(id::text) limit 5000;
create table draw.product as select id, price from product order by md5(id::text) limit 500;
vacuum analyze draw.mark, draw.product;
