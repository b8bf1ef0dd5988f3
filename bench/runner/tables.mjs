// The SQL of a large database of years: several schemas, all sorts of keys, references, types, indexes, checks and comments. The same each time.
const schemas = ['public', 'sales', 'stock', 'hr', 'finance'];
const nouns = ['account', 'article', 'asset', 'audit', 'batch', 'branch', 'budget', 'campaign', 'category', 'contract', 'customer', 'delivery', 'document', 'employee', 'event', 'forecast', 'invoice', 'item', 'journal', 'location'];
const sorts = ['', '_detail', '_history', '_note', '_status', '_type', '_rate', '_limit', '_plan', '_group'];
const types = ['text', 'varchar(80)', 'numeric(12,2)', 'int', 'bigint', 'boolean', 'date', 'timestamptz', 'timestamp', 'uuid', 'jsonb', 'text[]', 'double precision', 'bytea', 'daterange', 'public.state'];

export function script(tables, keys) {
  const random = lcg(7);
  const lines = [...schemas.slice(1).map(schema => `CREATE SCHEMA ${schema};`), `CREATE TYPE public.state AS ENUM ('open', 'in work', 'done');`];
  const made = [];
  for (let at = 0; at < tables; at++) {
    const schema = schemas[at % schemas.length];
    const place = Math.floor(at / schemas.length);
    const name = `${nouns[place % nouns.length]}${sorts[Math.floor(place / nouns.length) % sorts.length]}${place >= 200 ? `_${Math.floor(place / 200)}` : ''}`;
    // Every tenth has a key of two columns, every twentieth none of its own making.
    const table = { schema, name, full: `${schema}.${name}`, key: at % 10 === 3 ? ['tenant_id', 'id'] : ['id'], columns: [], at };
    table.columns.push(...table.key.map(column => `${column} int NOT NULL`));
    for (let column = 0; column < 6 + random() % 12; column++) {
      const type = types[random() % types.length];
      table.columns.push(`${nouns[random() % nouns.length]}_${column} ${type}${random() % 3 === 0 && !/\[|range|bytea|json/.test(type) ? ' NOT NULL' : ''}`);
    }
    made.push(table);
  }
  const references = [];
  for (let at = 0; at < keys; at++) {
    const from = made[random() % made.length];
    const to = made[random() % made.length];
    const columns = to.key.map(column => `${to.name}_${at}_${column}`);
    from.columns.push(...columns.map(column => `${column} int`));
    references.push(`ALTER TABLE ${from.full} ADD CONSTRAINT ${from.name}_fk_${at} FOREIGN KEY (${columns.join(', ')}) REFERENCES ${to.full} (${to.key.join(', ')});`);
    references.push(`CREATE INDEX ON ${from.full} (${columns.join(', ')});`);
  }
  for (const table of made) {
    lines.push(`CREATE TABLE ${table.full} (${[...table.columns, `PRIMARY KEY (${table.key.join(', ')})`].join(', ')});`);
    if (table.at % 3 === 0) lines.push(`COMMENT ON TABLE ${table.full} IS 'What is known of each ${table.name}.';`);
  }
  return [...lines, ...references, 'ANALYZE;'].join('\n');
}

function lcg(seed) {
  return () => (seed = (seed * 1103515245 + 12345) % 2147483648) >>> 8;
}
