// Who competes: how each is started. All answer the same requests; bench/README.md says what the rules are.
import { existsSync } from 'node:fs';

const database = port => ({ npgsql: `Host=127.0.0.1;Port=${port};Username=bench;Database=shop`, url: `postgres://bench@127.0.0.1:${port}/shop` });

const own = (root, project, port) => ({
  command: ['dotnet', `${root}/artifacts/bin/${project}/release/Lintel.Bench.${project}.dll`],
  environment: { BENCH_POSTGRES: database(port).npgsql + (project === 'Limit' ? '' : ';Maximum Pool Size=32') },
});

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
    },
    dapper: own(root, 'Dapper', port),
    ef: own(root, 'Ef', port),
  };
}

export const isBuilt = contender => contender.command[0] !== 'dotnet' || existsSync(contender.command[1]);
