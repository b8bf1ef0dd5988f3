// From the start of a process to its first answer, and what it holds in memory then.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cpu, newest, sleep } from './servers.mjs';

const root = process.env.BENCH_ROOT;
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, only: { type: 'string', default: 'large,shop,chinook' }, port: { type: 'string', default: '18090' } } });
const origin = `http://127.0.0.1:${options.port}`;
const folder = mkdtempSync(join(tmpdir(), 'lintel-startup-'));
const lintel = process.env.LINTEL_BENCH_LINTEL ?? join(newest(join(root, 'artifacts/lintel')), 'Lintel.Cli.dll');
const bare = join(root, 'artifacts/bin/Limit/release/Lintel.Bench.Limit.dll');

process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const large = join(folder, 'large');
execFileSync('node', [join(root, 'bench/runner/large.mjs'), large]);
const contracts = { large, shop: join(root, 'samples/shop'), chinook: join(root, 'samples/chinook') };

const rows = [];
for (const name of options.only.split(',')) {
  const contract = contracts[name];
  const lists = paths(contract);
  const database = join(folder, `${name}.db`);
  const run = () => start(['dotnet', lintel, 'run', contract, '--store', `sqlite:${database}`, '--urls', origin, '--log-level', 'warning'], '/readyz');
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const file of ['', '-wal', '-shm']) rmSync(database + file, { force: true });
    // Memory is steady: one look at it is enough.
    const looks = round === 0;
    const row = { name, bare: await take(() => start(['dotnet', bare, '--urls', origin], '/livez'), looks, []) };
    row.fresh = await take(run, false, lists);
    row.again = await take(run, looks, lists);
    rows.push(row);
    console.error(`${name} ${round + 1}: bare ${row.bare.ms} ms, first start ${row.fresh.ms} ms, second start ${row.again.ms} ms`);
  }
}
print();

async function take(begin, looks, lists) {
  const server = await begin();
  try {
    if (!looks) return server;
    await sleep(5000);
    const idle = memory(server.pid);
    for (const path of lists) await expect(path);
    return { ...server, idle, asked: memory(server.pid) };
  } finally {
    await server.stop();
  }
}

/** Starts a command and waits until a path is answered with 200. */
async function start(command, path) {
  const begun = performance.now();
  const child = spawn(command[0], command.slice(1), { stdio: 'ignore', env: { ...process.env, BENCH_POSTGRES: 'Host=127.0.0.1' } });
  const ends = new Promise(resolve => child.on('close', resolve));
  const stop = () => (child.kill('SIGTERM'), ends);
  for (let waited = 0; waited < 30_000; waited = performance.now() - begun) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${command.join(' ')}`);
    if (await status(path) === 200) return { ms: Math.round(performance.now() - begun), cpu: cpu(child.pid), pid: child.pid, stop };
    await sleep(3);
  }
  await stop();
  throw new Error(`no answer within 30 s: ${command.join(' ')}`);
}

function status(path) {
  return new Promise(resolve => {
    const request = http.get(origin + path, { agent: false }, answer => answer.resume().on('end', () => resolve(answer.statusCode)));
    request.on('error', () => resolve(0));
  });
}

async function expect(path) {
  const got = await status(path);
  if (got !== 200) throw new Error(`${path} was answered with ${got}`);
}

/** Memory in MiB: all pages in it, and those with the pages that are shared counted in part. */
function memory(pid) {
  const kib = (file, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))[1]);
  return { rss: Math.round(kib('status', 'VmRSS') / 1024), pss: Math.round(kib('smaps_rollup', 'Pss') / 1024) };
}

/** One list of each resource that is nobody's child. */
function paths(contract) {
  const document = JSON.parse(execFileSync('dotnet', [lintel, 'export', 'openapi', contract], { maxBuffer: 1 << 30 }));
  return Object.keys(document.paths).filter(path => !path.includes('{') && !path.includes(':') && document.paths[path].get);
}

function print() {
  const middle = numbers => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const size = at => `${at.rss} MiB (${at.pss})`;
  console.log('| contract | first start | second start | CPU, first | CPU, second | idle RSS (PSS) | after a list of each | bare RSS (PSS) |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const name of options.only.split(',')) {
    const own = rows.filter(row => row.name === name);
    const { bare, again } = own[0];
    const time = kind => `${middle(own.map(row => row[kind].ms))} ms, ${ratio(kind, 'ms')}`;
    const ratio = (kind, what) => (middle(own.map(row => row[kind][what])) / middle(own.map(row => row.bare[what]))).toFixed(1);
    console.log(`| ${name} | ${time('fresh')} | ${time('again')} | ${ratio('fresh', 'cpu')} | ${ratio('again', 'cpu')} | ${size(again.idle)} | ${size(again.asked)} | ${size(bare.idle)} |`);
  }
}
