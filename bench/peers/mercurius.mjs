// Fastify with mercurius as its documentation advises: compiled queries (jit), and a loader, mercurius' own data loader, for each relation, so that a level is one statement.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';
import { serve } from './serve.mjs';

const schema = `
  scalar DateTime
  scalar Decimal
  type Customer { id: ID! name: String! email: String! }
  type Product { id: ID! name: String! }
  type Line { id: ID! quantity: Int! unitPrice: Decimal! product: Product! }
  type Order { id: ID! customerId: ID! status: String! total: Decimal! createdAt: DateTime! version: Int! customer: Customer! lines: [Line!]! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type OrderConnection { nodes: [Order!]! pageInfo: PageInfo! }
  type Query { orders(status: String!, first: Int = 20, after: String): OrderConnection! }
`;

const page = `
  select id, customer_id as "customerId", status, total, created_at as "createdAt", version from "order"
  where status = $1 and (created_at, id) < ($2, $3) order by created_at desc, id desc limit $4`;
const customers = 'select id, name, email from customer where id = any($1)';
const lines = 'select id, order_id as "orderId", product_id as "productId", quantity, unit_price as "unitPrice" from order_line where order_id = any($1) order by id';
const products = 'select id, name from product where id = any($1)';

await serve(async (port, connectionString) => {
  const pool = new pg.Pool({ connectionString, max: 16 });
  // Named, and so prepared once a connection.
  const rows = async (name, text, values) => (await pool.query({ name, text, values })).rows;
  const byId = found => new Map(found.map(row => [row.id, row]));

  const resolvers = {
    Query: {
      orders: async (_, { status, first, after }) => {
        const [createdAt, id] = after ? JSON.parse(Buffer.from(after, 'base64url')) : ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
        const found = await rows('page', page, [status, createdAt, id, first + 1]);
        const nodes = found.slice(0, first);
        const last = nodes.at(-1);
        const endCursor = last ? Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url') : null;
        return { nodes, pageInfo: { hasNextPage: found.length > first, endCursor } };
      },
    },
  };
  const loaded = loader => ({ loader, opts: { cache: false } });
  const loaders = {
    Order: {
      customer: loaded(async queries => {
        const found = byId(await rows('customers', customers, [queries.map(({ obj }) => obj.customerId)]));
        return queries.map(({ obj }) => found.get(obj.customerId));
      }),
      lines: loaded(async queries => {
        const found = new Map(queries.map(({ obj }) => [obj.id, []]));
        for (const line of await rows('lines', lines, [[...found.keys()]])) found.get(line.orderId).push(line);
        return queries.map(({ obj }) => found.get(obj.id));
      }),
    },
    Line: {
      product: loaded(async queries => {
        const found = byId(await rows('products', products, [[...new Set(queries.map(({ obj }) => obj.productId))]]));
        return queries.map(({ obj }) => found.get(obj.productId));
      }),
    },
  };

  const app = Fastify();
  app.get('/livez', async () => '');
  await app.register(mercurius, { schema, resolvers, loaders, jit: 1, graphiql: false });
  await app.listen({ port, host: '127.0.0.1' });
});
