// Asks a server for its schema with all that clients may ask, has graphql-js build and validate it, and compares it with an SDL file.
// node introspect.mjs <url> <schema.graphql>    prints {"errors":[…],"changes":[…],"sdl":"…"}, and ends non-zero where there is an error or a change
import { readFileSync } from "node:fs";
import { diff } from "@graphql-inspector/core";
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema, validateSchema } from "graphql";

const [url, file] = process.argv.slice(2);
const everything = { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true };
const response = await fetch(url, {
  method: "POST",
  headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
  body: JSON.stringify({ query: getIntrospectionQuery(everything) }),
});
const errors = [];
const changes = [];
let sdl = "";
try {
  const { data, errors: refused } = await response.json();
  for (const { message } of refused ?? []) errors.push(message);
  if (data) {
    const served = buildClientSchema(data);
    errors.push(...validateSchema(served).map(String));
    const written = text(buildSchema(readFileSync(file, "utf8")));
    sdl = text(served);
    if (sdl !== written) changes.push(...(await differences(written, sdl)));
  } else if (errors.length === 0) errors.push(`${response.status}: no data`);
} catch (error) {
  errors.push(String(error));
}
console.log(JSON.stringify({ errors, changes, sdl }));
process.exitCode = errors.length + changes.length > 0 ? 1 : 0;

function text(schema) {
  return printSchema(lexicographicSortSchema(schema));
}

async function differences(written, served) {
  const told = (await diff(buildSchema(written), buildSchema(served))).map(({ criticality, message }) => `${criticality.level}: ${message}`);
  return told.length > 0 ? told : ["The schemas print differently."];
}
