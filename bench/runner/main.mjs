// Starts the contenders, checks that they answer the same, measures them in shuffled rounds, prints the table. bench/run calls it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { contenders, isBuilt, serves } from './contenders.mjs';
import { run, write } from './load.mjs';
import { start } from './servers.mjs';
import { fill, markdown, rows, setting } from './table.mjs';
import { comparable, workloads } from './workloads.mjs';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' }, contenders: { type: 'string' }, rounds: { type: 'string' }, seconds: { type: 'string' }, warm: { type: 'string' },
    connections: { type: 'string', default: '32' }, quick: { type: 'boolean', default: false }, 'no-write': { type: 'boolean', default: false },
  },
});
const number = (name, usual) => {
  const value = Number(flags[name] ?? usual);
  if (!(Number.isInteger(value) && value > 0 && value <= 1000)) fail(`--${name} must be a whole number from 1 to 1000`);
  return value;
};
const root = process.env.BENCH_ROOT;
const home = `${root}/artifacts/bench`;
const port = Number(process.env.LINTEL_BENCH_PORT ?? 54329);
const options = {
  rounds: number('rounds', flags.quick ? 2 : 8), seconds: number('seconds', flags.quick ? 1 : 3), warm: number('warm', flags.quick ? 1 : 8),
  connections: number('connections', 32),
};
const all = contenders(root, port);
const ids = chosen(flags.only, Object.keys(workloads), '--only');
const names = ['limit', 'again', ...chosen(flags.contenders, Object.keys(all), '--contenders').filter(name => name !== 'limit' && name !== 'again')];
const postmaster = Number(readFileSync(`${home}/postgres/postmaster.pid`, 'utf8').split('\n')[0]);
const commit = execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();

const refusals = new Map();
const servers = new Map();
process.on('SIGINT', () => stopAll().then(() => process.exit(130)));
try {
  await main();
} finally {
  await stopAll();
}

async function main() {
  mkdirSync(home, { recursive: true });
  for (const [i, name] of names.filter(name => serves(all[name], ids)).entries()) {
    if (!isBuilt(all[name])) refuse(name, 'it was not built');
    else {
      const server = await start(name, all[name], 18081 + i, home);
      if (!server.refusal) servers.set(name, server);
      else if (all[name].mayRefuse) refuse(name, `it does not start (${server.refusal})`);
      else fail(`${name} does not start; see ${server.log}: ${server.refusal}`);
    }
  }
  const draw = drawing(flags.quick ? 5 : 150);
  const results = {};
  const parts = [];
  for (const id of ids) {
    restore();
    const { able, skipped } = await check(id, draw);
    if (!able.has('limit')) fail(`the limit does not serve ${id}`);
    const rounds = await measure(id, able);
    const lines = rows(rounds, [...able.keys()]);
    results[id] = { rounds, lines };
    const part = markdown(id, workloads[id], lines, [...skipped, ...[...refusals].map(([name, why]) => `${name}, ${why}`)]);
    parts.push(part);
    console.log(part);
  }
  restore();
  const text = `${setting({ ...options, commit })}\n${parts.join('\n')}`;
  writeFileSync(`${home}/results.json`, JSON.stringify({ commit, options, results }, null, 1));
  if (!flags.quick && !flags['no-write']) fill(`${root}/docs/performance.md`, text);
}

/** The servers that serve a workload as the limit does, each with its requests. Another answer than the limit's is the end. */
async function check(id, draw) {
  const workload = workloads[id];
  const able = new Map();
  const skipped = [];
  let expected;
  for (const server of [...servers.values()].filter(({ name }) => serves(all[name], [id]))) {
    if (workload.writes) restore();
    const requests = await workload.requests(server, draw);
    const probes = workload.writes ? [requests[0], requests[1]] : requests.filter((_, i) => i % Math.ceil(requests.length / 50) === 0);
    const answers = [];
    for (const request of probes) {
      const answer = await fetch(server.url + request.path, { method: request.method, headers: request.headers, body: request.body || undefined });
      const text = await answer.text();
      answers.push(answer.ok ? comparable(id, text) : `${answer.status} ${text.slice(0, 200)}`);
    }
    expected ??= answers;
    if (/^(400|404|405|501) /.test(answers[0])) {
      skipped.push(`${server.name}, it does not serve this yet (${answers[0].slice(0, 3)})`);
      continue;
    }
    const wrong = answers.findIndex((answer, i) => answer !== expected[i]);
    if (wrong >= 0) fail(`${server.name} answers otherwise to ${probes[wrong].method} ${probes[wrong].path}\n  limit: ${expected[wrong]}\n  ${server.name}: ${answers[wrong]}`);
    const file = `${home}/${server.name}.requests`;
    write(file, requests, server.url, workload.versioned);
    able.set(server.name, { server, file, count: requests.length });
  }
  return { able, skipped };
}

async function measure(id, able) {
  const one = ({ server, file, count }, seconds) => {
    if (workloads[id].writes) restore();
    return run(server, { file, seconds, connections: options.connections, skip: Math.floor(Math.random() * count), postmaster });
  };
  for (const entry of able.values()) await one(entry, options.warm);
  const rounds = [];
  for (let i = 0; i < options.rounds; i++) {
    const round = {};
    for (const [name, entry] of shuffled([...able])) round[name] = await one(entry, options.seconds);
    rounds.push(round);
    process.stderr.write(`${id} round ${i + 1} of ${options.rounds}: ${[...able.keys()].map(name => `${name} ${(round[name].rate / round.limit.rate).toFixed(2)}`).join(', ')}\n`);
  }
  return rounds;
}

function shuffled(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

function drawing(pages) {
  const marks = psql(`select m.id, m.customer_id, c.created_at >= '2023-01-01Z' from draw.mark m join customer c on c.id = m.customer_id order by n`).map(([id, customer, seen]) => ({ id, customer, seen: seen === 't' }));
  const products = psql('select id, price from draw.product order by id').map(([id, price]) => ({ id, price }));
  return { marks, products, pages };
}

// Back to the dataset as it was made. Cheap where nothing was written.
function restore() {
  psql(`delete from "order" where created_at > '2025-05-01'`);
  const [[changed]] = psql(`with back as (update "order" o set status = m.status, version = 1 from draw.mark m where o.id = m.id and (o.version, o.status) <> (1, m.status) returning 1) select count(*) from back`);
  if (Number(changed) > 0) psql('vacuum "order"');
}

function psql(sql) {
  const text = execFileSync(`${root}/bench/database`, ['psql', '-v', 'ON_ERROR_STOP=1', '-Atq', '-F', '\t', '-c', sql], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return text.split('\n').filter(Boolean).map(line => line.split('\t'));
}

function chosen(text, known, flag) {
  const list = text?.split(',') ?? known;
  const strange = list.filter(name => !known.includes(name));
  if (strange.length > 0) fail(`${flag} knows ${known.join(', ')}, but not ${strange.join(', ')}`);
  return list;
}

function refuse(name, why) {
  refusals.set(name, why);
  console.error(`bench: skipping ${name}: ${why}`);
}

async function stopAll() {
  await Promise.all([...servers.values()].map(server => server.stop()));
}

function fail(message) {
  console.error(`bench: ${message}`);
  // Servers still run: they end before this process does.
  void stopAll().then(() => process.exit(1));
  throw new Error(message);
}
