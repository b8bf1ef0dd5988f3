// Bundles the query page: one page, script and style sheet, and the licences of what is in them. All are packed, as they are embedded and sent.
// node build.mjs [folder]    default: ../../src/Lintel.Http/GraphQl/Ide
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2] ?? join(here, "..", "..", "src", "Lintel.Http", "GraphQl", "Ide");
const { outputFiles, metafile } = await build({
  absWorkingDir: here,
  entryPoints: { ide: "src/ide.jsx" },
  outdir: output,
  bundle: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  minify: true,
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none", // all licences are in a file of their own
  metafile: true,
  write: false,
  logLevel: "warning",
  plugins: [{ name: "page", setup: replaceParts }],
});

mkdirSync(output, { recursive: true });
write("ide.html", readFileSync(join(here, "src", "ide.html")));
for (const { path, contents } of outputFiles) write(basename(path), contents);
write("ide.licenses.txt", Buffer.from(licences(Object.keys(metafile.inputs))));

function write(name, contents) {
  const packed = gzipSync(contents, { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(join(output, `${name}.gz`), packed);
  console.log(`${name}: ${contents.length} bytes, ${packed.length} packed`);
}

function replaceParts({ onLoad }) {
  // GraphiQL brings two font families inside its style sheet, which are most of it. What the reader's system has will do.
  onLoad({ filter: /\.css$/ }, ({ path }) => ({ contents: readFileSync(path, "utf8").replace(/@font-face\s*\{[^}]*\}/g, ""), loader: "css" }));
  onLoad({ filter: /react-style-singleton\/dist\/\w+\/singleton\.js$/ }, () => ({ contents: readFileSync(join(here, "src", "style-singleton.js"), "utf8") }));
}

// Each bundled package's own licence, once for all packages that have the same.
function licences(inputs) {
  const packages = new Set(inputs.map((input) => input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1]).filter((folder) => folder));
  const named = new Map();
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const file = readdirSync(join(here, folder)).find((entry) => /^licen[cs]e(\.md|\.txt)?$/i.test(entry));
    const text = file && existsSync(join(here, folder, file)) ? readFileSync(join(here, folder, file), "utf8").replaceAll("\r\n", "\n").trim() : `Licence: ${license}`;
    named.set(text, [...(named.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...named].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(80)}\n\n`);
}
