// Compiles documents with relay-compiler, which refuses a schema without Relay's conventions (Node, connections, PageInfo) where a document needs them.
// node relay.mjs <empty folder> <schema.graphql> <Module.graphql>…    prints {"artifacts":[…],"persisted":{hash: text},"said":"…"}; ends as relay ended
// The persisted documents, as Relay would send them, stay in the folder's persisted_queries.json.
// Relay wants names that begin with their module's: ArtistList.graphql holds the query ArtistListQuery and the fragment ArtistList_artists.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import relay from "relay-compiler";

const [folder, schema, ...documents] = process.argv.slice(2);
const source = join(folder, "src");
const artifacts = join(folder, "artifacts");
for (const made of [source, artifacts]) mkdirSync(made, { recursive: true });
copyFileSync(schema, join(folder, "schema.graphql"));
for (const document of documents) {
  // A module declares one document a template.
  const templates = readFileSync(document, "utf8").split(/^(?=(?:query|mutation|subscription|fragment)\b)/m).filter((part) => part.trim() !== "");
  writeFileSync(join(source, `${basename(document, ".graphql")}.ts`), templates.map((template) => `graphql\`\n${template}\`;\n`).join("\n"));
}
const config = {
  src: "./src",
  schema: "./schema.graphql",
  language: "typescript",
  artifactDirectory: "./artifacts",
  eagerEsModules: true,
  persistConfig: { file: "./persisted_queries.json", algorithm: "SHA256" },
  // The global id: a resource's own key is its "id".
  schemaConfig: { nodeInterfaceIdField: "nodeId" },
};
writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
writeFileSync(join(folder, "persisted_queries.json"), "{}");
const { status, stdout, stderr, error } = spawnSync(relay, ["--noWatchman", "--output", "quiet-with-errors", "relay.config.json"], { cwd: folder, encoding: "utf8" });
const persisted = JSON.parse(readFileSync(join(folder, "persisted_queries.json"), "utf8"));
console.log(JSON.stringify({ artifacts: readdirSync(artifacts).sort(), persisted, said: stripVTControlCharacters(`${stdout ?? ""}${stderr ?? ""}${error ?? ""}`).trim() }));
process.exitCode = status ?? 1;
