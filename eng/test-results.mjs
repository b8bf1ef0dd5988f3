// Sums up test runs from their own CTRF reports; repeats what failed (traces stand above); ends with "N passed, N failed[, N skipped]".
// A project without a report, with an error outside a test, or (unless filtered) without a test is one failure.
// Usage: node eng/test-results.mjs RESULTS all|filtered; RESULTS holds NAME.exit, and NAME.ctrf.json where a run came to its end.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [results, mode] = process.argv.slice(2);
const count = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const fail = (name, message) => {
  count.failed++;
  failures.push(`${name}\n${message.replace(/^/gm, '    ')}`);
};

for (const file of readdirSync(results).filter(name => name.endsWith('.exit')).sort()) {
  const name = file.slice(0, -'.exit'.length);
  const exit = readFileSync(join(results, file), 'utf8').trim();
  const report = join(results, `${name}.ctrf.json`);
  let tests;
  try {
    tests = JSON.parse(readFileSync(report, 'utf8')).results.tests;
  } catch (error) {
    fail(name, exit === 'not built' ? 'was not built: is it in Lintel.slnx?'
      : existsSync(report) ? `left a broken report: ${error.message}` : `ended with ${exit} and left no report: it crashed`);
    continue;
  }
  const failed = tests.filter(test => test.status === 'failed');
  for (const test of failed) fail(test.name, test.message ?? 'no message');
  count.passed += tests.filter(test => test.status === 'passed').length;
  count.skipped += tests.filter(test => test.status !== 'passed' && test.status !== 'failed').length;
  if (tests.length === 0 && mode === 'all') fail(name, 'ran no test');
  else if (tests.length > 0 && failed.length === 0 && exit !== '0') fail(name, `ended with ${exit} though no test failed`);
}
if (count.passed + count.failed + count.skipped === 0) fail('./test', 'no test ran');

if (failures.length > 0) console.log(`\nFailed:\n\n${failures.join('\n\n')}\n`);
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`);
process.exitCode = count.failed > 0 ? 1 : 0;
