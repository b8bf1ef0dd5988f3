// Plays a script with a real client, urql, as an application would: reads, pages and mutates.
// node client.mjs <url> <script.json>    prints an array with the answer of each step: {data} or {error}; ends non-zero where a step had an error it did not expect
// A step: {query | mutation: "…", variables?: {…}, get?: true, fails?: true}
// or     {query: "…$after…", pages: "artists", most?: 10, variables?: {…}}: follows pageInfo.endCursor of that connection; its answer is {pages: [[node, …], …]}
// A variable {"$from": "2.createArtist.artist.id"} is what an earlier step answered there.
import { readFileSync } from "node:fs";
import { cacheExchange, Client, fetchExchange } from "@urql/core";

const [url, file] = process.argv.slice(2);
const client = new Client({ url, exchanges: [cacheExchange, fetchExchange], requestPolicy: "network-only", preferGetMethod: false });
const answers = [];
let unexpected = 0;
for (const step of JSON.parse(readFileSync(file, "utf8"))) {
  const answer = await played(step);
  if ((answer.error !== undefined) !== (step.fails ?? false)) unexpected++;
  answers.push(answer);
}
console.log(JSON.stringify(answers));
process.exitCode = unexpected > 0 ? 1 : 0;

async function played(step) {
  try {
    return await (step.pages ? pages(step) : once(step, step.variables));
  } catch (error) {
    return { error: { message: `The answer is not what the step needs: ${error.message}` } };
  }
}

async function once({ query, mutation, get }, variables) {
  const context = get ? { preferGetMethod: "force" } : {};
  const asked = query ? client.query(query, known(variables), context) : client.mutation(mutation, known(variables), context);
  const { data, error } = await asked.toPromise();
  if (!error) return { data };
  const { networkError, graphQLErrors, message, response } = error;
  return { data, error: { message, network: networkError?.message, status: response?.status, codes: graphQLErrors.map(({ extensions }) => extensions?.code) } };
}

async function pages(step) {
  const read = [];
  let after = null;
  for (let turn = 0; turn < (step.most ?? 10); turn++) {
    const { data, error } = await once(step, { ...step.variables, after });
    if (error) return { pages: read, error };
    const { nodes, edges, pageInfo } = at(data, step.pages);
    read.push(nodes ?? edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return { pages: read };
}

function known(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value.$from === "string") {
    const [step, ...path] = value.$from.split(".");
    return at(answers[step].data, path.join("."));
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, known(inner)]));
}

function at(value, path) {
  return path.split(".").reduce((inner, name) => inner[name], value);
}
