// Changes the contract of a database that clients read and write meanwhile, and measures what they notice of it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep, start } from './servers.mjs';

const root = process.env.BENCH_ROOT;
const rows = Number(process.argv[2] ?? 500_000);
const clients = 4;
const schema = `migrations_${process.pid}`;
const database = process.env.BENCH_STORE;
const store = `${database}?schema=${schema}&application_name=${schema}`;
const lintel = process.env.LINTEL_BENCH_LINTEL ?? join(newest(join(root, 'artifacts/lintel')), 'Lintel.Cli.dll');
const folder = mkdtempSync(join(tmpdir(), 'lintel-migrations-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// Each step is a change of the contract behind those before it.
const steps = [
  ['a column with a default and a bound', text => text.replace('note: string?', 'note: string?\n      weight: int >= 0 = 1')],
  ['an index', text => text + '    queries:\n      - { filter: [status], sort: [-total] }\n'],
  ['a constraint', text => text.replace('total: int', 'total: int >= 0')],
  ['a rename', text => text.replace('note: string?', 'remark: { type: string?, was: note }')],
  ['a required field that was not', text => text.replace('type: string?', "type: string = ''")],
];
const first = `lintel: 1
service: shop
version: v1
info: { title: Shop, description: A shop that grows. }
resources:
  order:
    key: int
    fields:
      note: string?
      status: enum(pending, paid) = pending
      total: int = 0
`;

const write = (name, text) => (writeFileSync(join(folder, name), text), join(folder, name));
const sql = text => execFileSync('psql', [database, '-qAtc', text], { encoding: 'utf8' });

sql(`CREATE SCHEMA ${schema}`);
const server = await start('lintel', { command: ['dotnet', lintel, 'run', write('first.yaml', first), '--store', store, '--log-level', 'error'] }, 18098, folder);
if (server.refusal) throw new Error(server.refusal);
try {
  sql(`INSERT INTO ${schema}.order (note, total, created_at, updated_at) SELECT CASE n % 2 WHEN 0 THEN 'n' END, n % 1000, now(), now() FROM generate_series(1, ${rows}) AS n`);
  await measure(() => sleep(3000)); // what is compiled on the way
  print('step', 'seconds', 'requests', 'failed', 'longest request', 'longest lock wait');
  show('none', await measure(() => sleep(5000)));
  let text = first;
  for (const [name, change] of steps) {
    text = change(text);
    const contract = write('next.yaml', text);
    show(name, await measure(() => apply(contract)));
  }
} finally {
  await server.stop();
  sql(`SET client_min_messages = warning; DROP SCHEMA ${schema} CASCADE`);
}

/** Does something while clients use the server; tells what they noticed of it. */
async function measure(work) {
  const seen = { requests: 0, failed: 0, longest: 0, ended: false };
  const waits = watch();
  const using = Array.from({ length: clients }, (_, i) => use(i, seen));
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  seen.ended = true;
  await Promise.all(using);
  return { ...seen, seconds, wait: await waits() };
}

/** Finds, creates and changes rows, one request behind the other, as a server of the first contract has them. */
async function use(client, seen) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let i = 0; !seen.ended; i++) {
    for (const [method, path, body] of [
      ['GET', '/v1/orders?limit=3&fields=id,note,status'],
      ['POST', '/v1/orders', { note: 'w', total: i }],
      ['PATCH', `/v1/orders/${client * 1000 + i % 1000 + 1}`, { note: `p${i}` }],
    ]) {
      const begun = performance.now();
      const status = await send(agent, method, path, body);
      seen.longest = Math.max(seen.longest, performance.now() - begun);
      seen.requests++;
      if (status < 200 || status > 299) seen.failed++;
    }
  }
  agent.destroy();
}

function send(agent, method, path, body) {
  return new Promise(resolve => {
    const request = http.request(server.url + path, { agent, method, headers: body && { 'Content-Type': 'application/json' } }, answer => answer.resume().on('end', () => resolve(answer.statusCode)));
    request.on('error', () => resolve(0));
    request.end(body && JSON.stringify(body));
  });
}

/** Looks every few milliseconds how long anyone but an index that is built waits for a lock; gives the longest when it is asked to end. */
function watch() {
  const child = spawn('psql', [database, '-qAt'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ends = new Promise(resolve => child.on('close', resolve));
  let text = '';
  child.stdout.on('data', data => { text += data; });
  child.stdin.end(`SELECT 'wait=' || coalesce(max(extract(epoch FROM clock_timestamp() - waitstart) * 1000), 0)::int
    FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype <> 'virtualxid' AND application_name = '${schema}' \\watch 0.005\n`);
  return async () => {
    child.kill('SIGKILL');
    await ends;
    const waits = [...text.matchAll(/wait=(\d+)/g)].map(match => Number(match[1]));
    if (waits.length === 0) throw new Error('nobody looked at the locks');
    return Math.max(...waits);
  };
}

async function apply(contract) {
  const child = spawn('dotnet', [lintel, 'migrate', 'apply', contract, '--store', store], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise(resolve => child.on('close', resolve));
  if (code !== 0) throw new Error(`the migration ended with ${code}`);
}

function show(name, { seconds, requests, failed, longest, wait }) {
  print(name, seconds.toFixed(1), requests.toLocaleString('en'), failed, `${Math.round(longest)} ms`, `${wait} ms`);
}

function print(name, ...cells) {
  console.log(name.padEnd(38) + cells.map(cell => String(cell).padStart(18)).join(''));
}

function newest(parent) {
  const folders = readdirSync(parent, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => join(parent, entry.name));
  return folders.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}
