// Merges the Cobertura reports of a folder and prints the line coverage of each assembly under src/.
// A line counts as covered when any report covers it. Usage: node eng/coverage.mjs REPORTS PERCENT
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [reports, minimum] = [process.argv[2], Number(process.argv[3])];

const unescape = text => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]);
const attribute = (tag, name) => unescape(tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');

/** The file's path from the root, or null where it is not in src/ (generated code, packages, tests). */
function inSrc(filename, sources) {
  const candidates = isAbsolute(filename) ? [filename] : sources.map(source => join(source, filename));
  const path = relative(root, candidates.find(existsSync) ?? candidates[0] ?? filename);
  return path.startsWith(`src${sep}`) ? path : null;
}

/** assembly (a folder of src/) → "file:line" → covered by anyone */
const lines = new Map();
function add(report) {
  const xml = readFileSync(report, 'utf8');
  const sources = [...xml.matchAll(/<source>([^<]*)<\/source>/g)].map(match => unescape(match[1]));
  let file = null;
  for (const [tag, name] of xml.matchAll(/<(class|line)\b[^>]*>/g)) {
    if (name === 'class') file = inSrc(attribute(tag, 'filename'), sources);
    else if (file !== null) {
      const assembly = file.split(sep)[1];
      if (!lines.has(assembly)) lines.set(assembly, new Map());
      const key = `${file}:${attribute(tag, 'number')}`;
      lines.get(assembly).set(key, lines.get(assembly).get(key) || Number(attribute(tag, 'hits')) > 0);
    }
  }
}

for (const name of readdirSync(reports).sort()) if (name.endsWith('.cobertura.xml')) add(join(reports, name));

const holdsCode = folder => readdirSync(folder, { recursive: true }).some(name => name.endsWith('.cs'));
const assemblies = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter(entry => entry.isDirectory() && holdsCode(join(root, 'src', entry.name)))
  .map(entry => entry.name)
  .sort();

const row = (name, covered, total, percent) =>
  console.log(`${name.padEnd(24)} ${String(covered).padStart(7)} ${String(total).padStart(7)} ${percent.padStart(8)}`);
const percent = (covered, total) => total === 0 ? 100 : (100 * covered) / total;

let [covered, total] = [0, 0];
row('assembly', 'covered', 'lines', '%');
for (const assembly of assemblies) {
  const hits = [...(lines.get(assembly)?.values() ?? [])];
  const hit = hits.filter(Boolean).length;
  covered += hit;
  total += hits.length;
  row(assembly, hit, hits.length, hits.length === 0 ? 'none' : percent(hit, hits.length).toFixed(1));
}
row('total', covered, total, percent(covered, total).toFixed(1));

// An assembly that no test loads would otherwise raise the total by its absence.
const unmeasured = assemblies.filter(assembly => !lines.has(assembly));
if (unmeasured.length > 0) console.log(`No test ran anything of ${unmeasured.join(', ')}.`);
if (percent(covered, total) < minimum) console.log(`Line coverage is under ${minimum} %.`);
process.exitCode = unmeasured.length > 0 || percent(covered, total) < minimum ? 1 : 0;
