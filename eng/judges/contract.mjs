// Holds contracts against the JSON Schema of the language, as an editor does: by the schema that the file's own first line names.
// node contract.mjs <contract.yaml>…    prints each finding, and ends non-zero where there is any
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

const header = /^# yaml-language-server: \$schema=(\S+)/m;
let findings = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const named = header.exec(text)?.[1];
  if (!named) report(file, "no yaml-language-server header");
  else {
    const schema = JSON.parse(readFileSync(resolve(dirname(file), named), "utf8"));
    const check = new Ajv2020({ strict: true, allErrors: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
    if (!check(parse(text))) for (const error of check.errors) report(file, `${error.instancePath || "/"} ${error.message}`);
  }
}
process.exitCode = findings > 0 ? 1 : 0;

function report(file, words) {
  findings++;
  console.log(`${file}: ${words}`);
}
