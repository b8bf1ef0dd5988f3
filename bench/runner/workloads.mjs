// The requests of each workload. A workload makes, for one server, the list of requests that the load draws from, in the same order for
// every contender, so that the answers can be compared one by one.

import { existsSync, readFileSync } from 'node:fs';

const statuses = ['new', 'paid', 'shipped', 'delivered', 'cancelled'];
const folder = new URL('../data/w6/', import.meta.url);
const json = { 'Content-Type': 'application/json' };
const nested = 'id,customerId,status,total,createdAt,version,customer(name,email),lines(quantity,unitPrice,product(name))';

/**
 * What the workloads draw from: `marks` are orders with their customers, `products` have prices, `pages` is how many pages of 100 rows
 * are walked per status to find cursors.
 */
export const workloads = {
  W1: { title: 'one order by id', requests: async (_, draw) => draw.marks.map(mark => get(`/v1/orders/${mark.id}`)) },
  W2: { title: '20 orders of a status behind a cursor', requests: (server, draw) => lists(server, draw, '') },
  W3: { title: 'the same with customer, lines and products', requests: (server, draw) => lists(server, draw, `&fields=${nested}`) },
  W4: {
    title: 'insert an order with 3 lines', writes: true,
    requests: async (_, draw) => draw.marks.slice(0, 1000).map((mark, i) => {
      const lines = [0, 1, 2].map(k => draw.products[(i * 3 + k) % draw.products.length]).map(product => `{"productId":"${product.id}","quantity":2,"unitPrice":${product.price}}`);
      return { method: 'POST', path: '/v1/orders', headers: json, body: `{"customerId":"${mark.customer}","status":"new","total":99.50,"lines":[${lines}]}` };
    }),
  },
  // The version of each order is filled in by the load, which knows how often it has changed it.
  W5: {
    title: "set an order's status, guarded by its version", writes: true, versioned: true,
    requests: async (_, draw) => draw.marks.map((mark, i) => ({
      method: 'PATCH', path: `/v1/orders/${mark.id}`, headers: { ...json, 'If-Match': '"1"' }, body: `{"status":"${statuses[i % statuses.length]}"}`,
    })),
  },
  W6: { title: 'W3 over GraphQL', requests: documents },
  W7: {
    title: 'count and sum by status for a customer',
    requests: async (_, draw) => draw.marks.map(mark => get(`/v1/orders:aggregate?customerId=${mark.customer}&group=status&count=*&sum=total`)),
  },
  // Only orders of customers that were there since 2023 are seen: by the policy of bench/contract/guarded, and by SQL of the limit's.
  W8: { title: 'W1 with a policy through a relation', requests: async (server, draw) => draw.marks.filter(mark => mark.seen).map(mark => get(`${guarded(server)}/orders/${mark.id}`, server)) },
  W9: { title: 'W2 with a policy through a relation', requests: (server, draw) => lists(server, draw, '', guarded(server)) },
};

const get = (path, server) => ({ method: 'GET', path, headers: server?.token ? { Authorization: `Bearer ${server.token}` } : {}, body: '' });

const guarded = server => server.token ? '/v1' : '/guarded';

// Each contender has cursors of its own. Walking the same pages gives the same places.
async function lists(server, draw, fields, base = '/v1') {
  server.cursors ??= {};
  server.cursors[base] ??= (await Promise.all(statuses.map(status => walk(server, base, status, draw.pages)))).flat();
  return server.cursors[base].map(({ status, after }) => get(`${base}/orders?status=${status}&sort=-createdAt${fields}&limit=20&after=${after}`, server));
}

async function walk(server, base, status, pages) {
  const found = [];
  let after = '';
  for (let i = 0; i < pages; i++) {
    const answer = await fetch(`${server.url}${base}/orders?status=${status}&sort=-createdAt&limit=100${after && `&after=${after}`}`, { headers: get('', server).headers });
    if (!answer.ok) throw new Error(`${server.name} answered ${answer.status} to a list: ${(await answer.text()).slice(0, 300)}`);
    after = (await answer.json()).page.next;
    if (!after) break;
    found.push({ status, after });
  }
  return found;
}

// A peer has a schema, and so a document, of its own; what comes back must mean the same. Lintel's enum values are in capitals.
async function documents(server, draw) {
  const file = new URL(`${server.name}.graphql`, folder);
  const isPeer = existsSync(file);
  const query = readFileSync(isPeer ? file : new URL('orders.graphql', folder), 'utf8');
  const ask = ({ status, ...page }) => ({
    method: 'POST', path: '/graphql', headers: { ...json, Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables: { status: isPeer ? status : status.toUpperCase(), ...page } }),
  });
  const first = ask({ status: statuses[0], first: 100 });
  const answer = await fetch(server.url + first.path, first);
  if (!answer.ok) return [first];
  const places = [];
  for (const status of statuses) {
    let after = null;
    for (let i = 0; i < draw.pages; i++) {
      const request = ask({ status, first: 100, after });
      const { data, errors } = await (await fetch(server.url + request.path, request)).json();
      if (!data?.orders) throw new Error(`${server.name} answered to a list: ${JSON.stringify(errors).slice(0, 300)}`);
      after = data.orders.pageInfo.endCursor;
      if (!data.orders.pageInfo.hasNextPage) break;
      places.push({ status, first: 20, after });
    }
  }
  return places.map(ask);
}

/** What of an answer must be the same from everyone: not cursors, not made keys and times, not zeros at the end of a fraction of a second. */
export function comparable(workload, text) {
  if (workload === 'W6') return JSON.stringify(meant(JSON.parse(text)));
  let same = text.replace(/,"page":\{[^{}]*\}\}$/, '}').replace(/(:\d\d\.\d*?)0+Z"/g, '$1Z"').replace(/(:\d\d)\.Z"/g, '$1Z"');
  if (workload === 'W4') same = same.replace(/"(id|orderId|createdAt)":"[^"]*"/g, '"$1":"…"');
  return same;
}

const numbers = new Set(['total', 'unitPrice', 'version']);

// Peers give decimals and longs as strings, a status as it is stored, times with another zone's name, and to-many relations as lists or connections. Cursors are each one's own.
function meant(value) {
  if (Array.isArray(value)) return value.map(meant);
  if (value === null || typeof value !== 'object') return value;
  const { orders, nodes, ...fields } = value;
  if (orders) return { nodes: meant(orders.nodes), hasNextPage: orders.pageInfo.hasNextPage };
  if (nodes) return meant(nodes);
  return Object.fromEntries(Object.entries(fields).map(([name, inner]) => [
    name,
    numbers.has(name) ? Number(inner) : name === 'status' ? inner.toLowerCase() : name === 'createdAt' ? new Date(inner).toISOString() : meant(inner),
  ]));
}
