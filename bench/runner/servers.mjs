// Starts and stops contenders, and reads what they and PostgreSQL cost from /proc.
import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ticksPerSecond = 100; // USER_HZ of Linux on every platform that .NET runs on

/** Starts a contender; gives its process, or the reason why it does not serve. */
export async function start(name, contender, port, logs) {
  const url = `http://127.0.0.1:${port}`;
  const file = `${logs}/${name}.log`;
  const log = openSync(file, 'w');
  const child = spawn(contender.command[0], [...contender.command.slice(1), '--urls', url], {
    env: { ...process.env, ...contender.environment, DOTNET_NOLOGO: '1' },
    stdio: ['ignore', log, log],
  });
  child.on('error', () => { });
  const ends = new Promise(resolve => child.on('close', resolve));
  let ended = false;
  ends.then(() => { ended = true; });
  // ./lintel may have to build first.
  for (let i = 0; i < 1200 && !ended; i++) {
    if (await answers(`${url}/livez`)) return { name, url, pid: child.pid, token: contender.token?.(), stop: () => stop(child, ends) };
    await sleep(100);
  }
  await stop(child, ends);
  const said = readFileSync(file, 'utf8').trim();
  return { name, refusal: said.split('\n').slice(0, 3).join(' ') || 'it said nothing', log: file };
}

async function stop(child, ends) {
  if (child.exitCode === null) child.kill('SIGTERM');
  const killed = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ends;
  clearTimeout(killed);
}

const answers = url => fetch(url).then(answer => answer.arrayBuffer().then(() => answer.ok), () => false);

export const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** CPU seconds that a process used, with the children it waited for; 0 when it is gone. */
export function cpu(pid) {
  const fields = stat(pid);
  return fields ? (fields[11] + fields[12] + fields[13] + fields[14]) / ticksPerSecond : 0;
}

/** CPU seconds that a process and its children used, those that ended among them: PostgreSQL's, or a server's that runs as several. */
export const cpuOfAll = parent => family(parent).reduce((sum, pid) => sum + cpu(pid), 0);

/** Resident memory in MiB of a process and its children. */
export const memoryOfAll = parent => family(parent).reduce((sum, pid) => sum + memory(pid), 0);

const memory = pid => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

const family = parent => [parent, ...childrenOf(parent)];

const childrenOf = parent => readdirSync('/proc').filter(name => /^\d+$/.test(name) && stat(name)?.[1] === parent);

// The fields behind the name, which may hold blanks and brackets itself: state, parent, …
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  } catch {
    return null;
  }
}

/** The folder that was made last in another. */
export function newest(parent) {
  const folders = readdirSync(parent, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => join(parent, entry.name));
  return folders.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}
