-- The same tables in the form that `lintel run` makes and checks, so that every contender works on it: the version is a bigint, text is
-- ordered by code point, and each index ends with the key.
\set ON_ERROR_STOP on
alter table customer alter name type text collate "C", alter email type text collate "C", alter version type bigint;
alter table product alter sku type text collate "C", alter name type text collate "C";
alter table "order" drop constraint order_status_check, alter status type text collate "C", alter version type bigint,
  add constraint ck_order_status check (status in ('new', 'paid', 'shipped', 'delivered', 'cancelled')),
  drop constraint order_customer_id_fkey, add constraint fk_order_customer_id foreign key (customer_id) references customer (id) on delete restrict;
alter table order_line drop constraint order_line_order_id_fkey, drop constraint order_line_product_id_fkey,
  add constraint fk_order_line_order_id foreign key (order_id) references "order" (id) on delete cascade,
  add constraint fk_order_line_product_id foreign key (product_id) references product (id) on delete restrict;
drop index order_customer, order_status, order_line_order, order_line_product;
create index ix_order_customer_id_created_at_id on "order" (customer_id, created_at desc, id desc);
create index ix_order_status_created_at_id on "order" (status, created_at desc, id desc);
create index ix_order_line_order_id_id on order_line (order_id, id);
create index ix_order_line_product_id_id on order_line (product_id, id);
vacuum analyze;
