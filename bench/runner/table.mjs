// The table for people: medians over the rounds, and ratios to the limit within the same round.
import { cpus, totalmem } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';

/** The rows of one workload's table. */
export function rows(rounds, names) {
  return names.map(name => {
    const runs = rounds.map(round => round[name]);
    const ratios = rounds.map(round => round[name].rate / round.limit.rate);
    const tails = rounds.map(round => round[name].p99 / round.limit.p99);
    return {
      name,
      rate: Math.round(median(runs.map(run => run.rate))),
      ratio: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios),
      tail: median(tails), leastTail: Math.min(...tails), mostTail: Math.max(...tails),
      ...Object.fromEntries(['p50', 'p99', 'serverCpu', 'databaseCpu'].map(key => [key, median(runs.map(run => run[key]))])),
      memory: Math.max(...runs.map(run => run.memory)),
      failed: Math.max(...runs.map(run => run.failed)),
    };
  });
}

const median = numbers => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** One workload as Markdown. */
export function markdown(id, workload, lines, skipped) {
  const shown = name => name === 'again' ? 'limit, again' : name;
  const table = [
    ['contender', 'ratio to the limit', 'least to most', 'requests/s', 'p50 ms', 'p99 ms', "to the limit's", 'least to most', 'server µs', 'PostgreSQL µs', 'MiB'],
    ['---', ...Array(10).fill('---:')],
    ...lines.map(line => [
      shown(line.name), line.ratio.toFixed(2), `${line.least.toFixed(2)} to ${line.most.toFixed(2)}`, String(line.rate), line.p50.toFixed(1), line.p99.toFixed(1),
      line.tail.toFixed(2), `${line.leastTail.toFixed(2)} to ${line.mostTail.toFixed(2)}`, line.serverCpu.toFixed(0), line.databaseCpu.toFixed(0), line.memory.toFixed(0),
    ]),
  ].map(cells => `| ${cells.join(' | ')} |`);
  const failures = lines.filter(line => line.failed > 0).map(line => `${shown(line.name)}: up to ${(line.failed * 100).toFixed(2)} % of the answers were refusals.`);
  return [`### ${id}: ${workload.title}`, '', ...table, '', ...failures, ...skipped.map(text => `Not measured: ${text}.`)].join('\n').trimEnd() + '\n';
}

/** What the numbers were measured on and how. */
export function setting({ rounds, seconds, warm, connections, commit }) {
  const [{ model }] = cpus();
  return `Measured ${new Date().toISOString().slice(0, 10)} at ${commit} on ${cpus().length} cores (${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB), which ` +
    `servers, PostgreSQL 15 and the load generator share: ${rounds} rounds of ${seconds} s after ${warm} s of warming, ${connections} connections.` +
    (process.env.LINTEL_BENCH_LINTEL ? ' lintel was another build.\n' : '\n');
}

/** Replaces what stands between the markers of a document. */
export function fill(file, text) {
  const [begin, end] = ['<!-- bench/run writes from here -->', '<!-- to here -->'];
  const document = readFileSync(file, 'utf8');
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no markers to write between`);
  writeFileSync(file, `${document.slice(0, from)}${begin}\n\n${text}\n${document.slice(to)}`);
}
