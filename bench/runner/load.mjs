// Runs wrk against one server, and measures what it cost meanwhile.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cpuOfAll, memoryOfAll } from './servers.mjs';

const script = fileURLToPath(new URL('load.lua', import.meta.url));

/** Writes requests as wrk shall send them. */
export function write(file, requests, url, versioned) {
  const host = new URL(url).host;
  writeFileSync(file, requests.map(({ method, path, headers, body }) => {
    const all = { Host: host, ...headers, ...(versioned && { 'If-Match': '"@VERSION@"' }), ...(body && { 'Content-Length': Buffer.byteLength(body) }) };
    return `${method} ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}\0`;
  }).join(''));
}

/** One run: requests per second, latencies in milliseconds, CPU microseconds per request. */
export async function run(server, { file, seconds, connections, skip, postmaster }) {
  const before = { server: cpuOfAll(server.pid), database: cpuOfAll(postmaster) };
  const text = await output('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, server.url, '--', file, String(skip)]);
  const after = { server: cpuOfAll(server.pid), database: cpuOfAll(postmaster) };
  const result = JSON.parse(/^RESULT (.*)$/m.exec(text)?.[1] ?? 'null');
  if (!result?.requests) throw new Error(`wrk measured nothing at ${server.name}: ${text.slice(-500)}`);
  return {
    rate: result.requests / result.microseconds * 1e6,
    p50: result.p50 / 1000,
    p99: result.p99 / 1000,
    serverCpu: (after.server - before.server) / result.requests * 1e6,
    databaseCpu: (after.database - before.database) / result.requests * 1e6,
    memory: memoryOfAll(server.pid),
    failed: (result.refused + result.broken) / result.requests,
  };
}

function output(command, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', data => { text += data; });
    child.stderr.on('data', data => { text += data; });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}
