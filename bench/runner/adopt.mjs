// lintel import, and lintel run until it is ready, of a large database that is already there; pg_dump --schema-only of the same round is 1.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cpu, newest } from './servers.mjs';
import { script } from './tables.mjs';

const root = process.env.BENCH_ROOT;
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, tables: { type: 'string', default: '500' }, keys: { type: 'string', default: '900' }, port: { type: 'string', default: '18091' } } });
const lintel = process.env.LINTEL_BENCH_LINTEL ?? join(newest(join(root, 'artifacts/lintel')), 'Lintel.Cli.dll');
const origin = `http://127.0.0.1:${options.port}`;
const folder = mkdtempSync(join(tmpdir(), 'lintel-adopt-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const server = process.env.BENCH_POSTGRES;
const url = server.replace(/\/[^/]*$/, '/adopt');
execFileSync('psql', [server, '-Xqc', 'DROP DATABASE IF EXISTS adopt', '-c', 'CREATE DATABASE adopt']);
writeFileSync(join(folder, 'tables.sql'), script(Number(options.tables), Number(options.keys)));
execFileSync('psql', [url, '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', join(folder, 'tables.sql')], { stdio: ['ignore', 'ignore', 'inherit'] });

const contract = join(folder, 'contract.yaml');
const before = dump();
const rounds = [];
for (let round = 0; round < Number(options.rounds); round++) {
  rmSync(contract, { force: true });
  const row = { dump: timed(dump), import: await run(['import', url, '-o', contract]), serve: await serve() };
  rounds.push(row);
  console.error(`${round + 1}: pg_dump ${row.dump} ms, import ${row.import.ms} ms with ${row.import.rss} MiB, ready after ${row.serve.ms} ms with ${row.serve.rss} MiB`);
}
if (dump() !== before) throw new Error('the schema is no longer what it was');
print();

function dump() {
  return execFileSync('pg_dump', ['--schema-only', url], { maxBuffer: 1 << 30 }).toString().replace(/^\\(un)?restrict .*$/gm, '');
}

function timed(action) {
  const begun = performance.now();
  action();
  return Math.round(performance.now() - begun);
}

/** Runs a command to its end: its time, its processor's time, and the most memory that it held. */
async function run(args) {
  const begun = performance.now();
  const child = spawn('dotnet', [lintel, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  let spent = { rss: 0 };
  const look = setInterval(() => (spent = peak(child.pid) ?? spent), 20);
  const code = await new Promise(resolve => child.on('close', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`lintel ${args.join(' ')} ended with ${code}`);
  return { ms: Math.round(performance.now() - begun), ...spent };
}

async function serve() {
  const begun = performance.now();
  const child = spawn('dotnet', [lintel, 'run', contract, '--store', url, '--urls', origin, '--log-level', 'warning'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ends = new Promise(resolve => child.on('close', resolve));
  try {
    while (await status('/readyz') !== 200) {
      if (child.exitCode !== null || performance.now() - begun > 60_000) throw new Error('lintel run does not become ready');
      await new Promise(resolve => setTimeout(resolve, 3));
    }
    return { ms: Math.round(performance.now() - begun), ...peak(child.pid) };
  } finally {
    child.kill('SIGTERM');
    await ends;
  }
}

function status(path) {
  return new Promise(resolve => {
    http.get(origin + path, { agent: false }, answer => answer.resume().on('end', () => resolve(answer.statusCode))).on('error', () => resolve(0));
  });
}

/** The most memory that a process has held so far, in MiB, and its processor's time in ms; null where it is gone. */
function peak(pid) {
  try {
    return { rss: Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024), cpu: Math.round(cpu(pid) * 1000) };
  } catch {
    return null;
  }
}

function print() {
  const middle = numbers => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const ratio = pick => middle(rounds.map(row => pick(row) / row.dump)).toFixed(1);
  console.log(`| ${options.tables} tables, ${options.keys} foreign keys | time | of pg_dump | CPU | memory |\n| --- | ---: | ---: | ---: | ---: |`);
  console.log(`| \`pg_dump --schema-only\` | ${middle(rounds.map(row => row.dump))} ms | 1 | | |`);
  for (const [name, key] of [['`lintel import`', 'import'], ['`lintel run` until ready', 'serve']])
    console.log(`| ${name} | ${middle(rounds.map(row => row[key].ms))} ms | ${ratio(row => row[key].ms)} | ${middle(rounds.map(row => row[key].cpu))} ms | ${middle(rounds.map(row => row[key].rss))} MiB |`);
}
