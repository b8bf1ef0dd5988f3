// How node serves on all cores: two processes of the same server, as the machine of the benchmark has two.
import cluster from 'node:cluster';
import { parseArgs } from 'node:util';

const { values: { urls } } = parseArgs({ options: { urls: { type: 'string', default: 'http://127.0.0.1:18081' } } });

/** Runs `start(port, database)` in two processes, or in as many as BENCH_PEER_PROCESSES says; they end with this one. */
export async function serve(start) {
  if (cluster.isPrimary) {
    for (let i = 0; i < Number(process.env.BENCH_PEER_PROCESSES ?? 2); i++) cluster.fork();
    process.on('SIGTERM', () => cluster.disconnect(() => process.exit(0)));
    cluster.on('exit', worker => worker.exitedAfterDisconnect || process.exit(1));
  } else {
    await start(Number(new URL(urls).port), process.env.BENCH_POSTGRES);
  }
}
