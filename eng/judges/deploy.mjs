// Holds what `lintel export deploy` writes against the tools of others, and against our own policy.
// node deploy.mjs <folder>…    prints each finding, and ends non-zero where there is any
//
// Dockerfile: the linter of Docker's language server. compose.yaml: dclint, with the JSON Schema of the Compose specification. kubernetes/: the types
// that Kubernetes generates from its API (1.30), by the TypeScript compiler: unknown names, missing ones, wrong types.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DCLinter } from "dclint";
import { validate as lint, ValidationSeverity } from "dockerfile-utils";
import ts from "typescript";
import { parseAllDocuments } from "yaml";
import { composePolicy, dockerfilePolicy, kubernetesPolicy } from "./deploy-policy.mjs";

const here = dirname(fileURLToPath(import.meta.url));
// In which order keys stand, and by what they are quoted, is a matter of taste.
const taste = { "service-keys-order": 0, "services-alphabetical-order": 0, "top-level-properties-order": 0, "require-quotes-in-ports": [1, { quoteType: "double" }] };
const composeLinter = new DCLinter({ rules: taste, quiet: true, debug: false, exclude: [] });
let findings = 0;

const manifests = [];
for (const folder of process.argv.slice(2)) {
  judgeDockerfile(join(folder, "Dockerfile"));
  judgeCompose(join(folder, "compose.yaml"));
  judgeKubernetes(join(folder, "kubernetes"));
}
judgeTypes(); // of all folders at once: the compiler takes a second to read the types
process.exitCode = findings > 0 ? 1 : 0;

function judgeDockerfile(file) {
  const text = readFileSync(file, "utf8");
  for (const found of lint(text, { deprecatedMaintainer: ValidationSeverity.ERROR })) report(file, `line ${found.range.start.line + 1}: ${found.message}`);
  for (const words of dockerfilePolicy(text)) report(file, words);
}

function judgeCompose(file) {
  for (const result of composeLinter.lintFiles([file], false)) for (const found of result.messages) report(file, `line ${found.line}: ${found.message} (${found.rule})`);
  for (const words of composePolicy(read(file)[0])) report(file, words);
}

function judgeKubernetes(folder) {
  const names = readdirSync(folder).sort();
  const own = names.filter((name) => name !== "kustomization.yaml").flatMap((name) => read(join(folder, name)).map((value) => ({ file: join(folder, name), value })));
  const [kustomization] = read(join(folder, "kustomization.yaml"));
  for (const name of names) if (name !== "kustomization.yaml" && !kustomization.resources.includes(name)) report(folder, `kustomization.yaml leaves out ${name}`);
  for (const name of kustomization.resources) if (!existsSync(join(folder, name))) report(folder, `kustomization.yaml names ${name}, which is not there`);
  for (const words of kubernetesPolicy(own.map((manifest) => manifest.value))) report(folder, words);
  manifests.push(...own);
}

// Each manifest as a literal of its type: the compiler then looks for names that the type does not have, at any depth.
function judgeTypes() {
  const lines = manifests.map(({ value }, index) => {
    const [group, version] = value.apiVersion.includes("/") ? value.apiVersion.split("/") : ["core", value.apiVersion];
    return `export const m${index}: import("kubernetes-types/${group.split(".")[0]}/${version}").${value.kind} = ${JSON.stringify(value)};`;
  });
  const path = join(here, "manifests.ts");
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host = ts.createCompilerHost(options);
  const onDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => (name === path ? ts.createSourceFile(name, lines.join("\n"), version) : onDisk(name, version));
  const program = ts.createProgram([path], options, host);
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const line = diagnostic.file?.fileName === path ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line : undefined;
    report(line === undefined ? path : manifests[line].file, ts.flattenDiagnosticMessageText(diagnostic.messageText, " "));
  }
}

function read(file) {
  return parseAllDocuments(readFileSync(file, "utf8"), { merge: true, uniqueKeys: true }).map((document) => {
    for (const error of [...document.errors, ...document.warnings]) report(file, error.message);
    return document.toJS();
  });
}

function report(file, words) {
  findings++;
  console.log(`${file}: ${words}`);
}
