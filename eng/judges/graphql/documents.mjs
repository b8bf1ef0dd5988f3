// Holds documents against a schema, as a client's build would.
// node documents.mjs <schema.graphql> <document.graphql>…    prints {"findings":[{file, errors, deprecated}],"documents":n}, and ends non-zero where a document is invalid
import { readFileSync } from "node:fs";
import { validate } from "@graphql-inspector/core";
import { buildSchema, Source } from "graphql";

const [schema, ...files] = process.argv.slice(2);
const sources = files.map((file) => new Source(readFileSync(file, "utf8"), file));
const invalid = validate(buildSchema(readFileSync(schema, "utf8")), sources, { strictFragments: true, strictDeprecated: false, keepClientFields: false });
const findings = invalid.map(({ source, errors, deprecated }) => ({
  file: source.name,
  errors: errors.map(({ message }) => message),
  deprecated: deprecated.map(({ message }) => message),
}));
console.log(JSON.stringify({ findings, documents: files.length }));
process.exitCode = findings.some(({ errors }) => errors.length > 0) ? 1 : 0;
