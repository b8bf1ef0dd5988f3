// Tells whether a YAML file means the same as a JSON file, to readers of YAML 1.1 and of 1.2.
// node same.mjs <file.json> <file.yaml>
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { parseDocument } from "yaml";

const [json, yaml] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const wanted = JSON.parse(json);
for (const version of ["1.1", "1.2"]) {
  const document = parseDocument(yaml, { version, prettyErrors: true });
  for (const problem of [...document.errors, ...document.warnings]) {
    console.error(`YAML ${version}: ${problem.message}`);
    process.exitCode = 1;
  }
  if (!isDeepStrictEqual(document.toJS(), wanted)) {
    console.error(`YAML ${version}: the files differ.`);
    process.exitCode = 1;
  }
}
