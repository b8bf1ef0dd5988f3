// Holds recorded HTTP exchanges against an OpenAPI 3.1 document: whatever was sent must be documented.
// node traffic.mjs <document.json> <exchanges.ndjson>
// Prints a JSON array of {line, finding}. What was asked is judged where it was answered with success only: a test may
// well send nonsense to see it refused. What was answered is always judged.
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createValidator } from "./schemas.mjs";

const [documentPath, exchangesPath] = process.argv.slice(2);
const document = JSON.parse(readFileSync(documentPath, "utf8"));
const validate = createValidator(document);

const lines = "application/x-ndjson";

// Headers that mean something to a client; the rest (Date, Server, Cache-Control…) is HTTP's own.
const telling = ["etag", "location", "link", "retry-after"];

const templates = Object.keys(document.paths)
  .map((path) => ({ path, segments: path.split("/") }))
  // A literal segment wins over a template, so the more literal path comes first.
  .sort((left, right) => templated(left.segments) - templated(right.segments));

const findings = [];
let line = 0;
for await (const text of createInterface({ input: createReadStream(exchangesPath), crlfDelay: Infinity })) {
  line++;
  if (text.trim() === "") continue;
  const exchange = JSON.parse(text);
  for (const finding of new Set(judge(exchange))) findings.push({ line, finding: `${exchange.method} ${exchange.target} → ${exchange.status}: ${finding}` });
}
console.log(JSON.stringify(findings));

function* judge(exchange) {
  const [rawPath, query = ""] = split(exchange.target, "?");
  if (!isOurs(rawPath)) return;
  const found = find(rawPath);
  if (!found) {
    if (exchange.status !== 404 && !isTooLong(exchange)) yield `the path is not documented, so only 404 may be answered`;
    yield* judgeProblem(exchange);
    return;
  }
  const method = exchange.method.toLowerCase();
  const operation = found.item[method === "head" ? "get" : method];
  if (method === "options" && !operation) {
    if (isTooLong(exchange)) yield* judgeProblem(exchange);
    else if (exchange.responseBody) yield "an answer to OPTIONS has no documented body";
    return;
  }
  if (!operation) {
    if (exchange.status !== 405 && !isTooLong(exchange)) yield `the method is not documented, so only 405 may be answered`;
    yield* judgeProblem(exchange);
    return;
  }
  if (exchange.status < 400) yield* judgeRequest(exchange, found, operation, query);
  yield* judgeResponse(exchange, operation);
}

// A target or head beyond its bounds is refused before anyone looks at what it asks for; what HTTP itself refuses has no body.
function isTooLong(exchange) {
  return exchange.status === 414 || exchange.status === 431;
}

function* judgeRequest(exchange, found, operation, query) {
  const parameters = [...(found.item.parameters ?? []), ...(operation.parameters ?? [])].map(deref);
  for (const parameter of parameters.filter((parameter) => parameter.in === "path")) {
    const text = decoded(found.values[parameter.name]);
    if (!fits(parameter.schema, text)) yield `path parameter ${parameter.name}=${text} is not of its schema`;
  }
  const seen = new Set();
  for (const pair of query.split("&").filter((pair) => pair !== "")) {
    const [name, value = ""] = split(pair, "=").map((text) => decoded(text.replaceAll("+", " ")));
    if (seen.has(name)) yield `query parameter ${name} stands twice`;
    seen.add(name);
    yield* judgeParameter(parameters, operation, name, value);
  }
  for (const parameter of parameters.filter((parameter) => parameter.in === "query" && parameter.required)) {
    if (!seen.has(parameter.name)) yield `query parameter ${parameter.name} is required`;
  }
  if (operation.requestBody) {
    const { content, required = false } = deref(operation.requestBody);
    if (!required && exchange.requestType === undefined && !exchange.requestBody) return;
    const media = content[essence(exchange.requestType)];
    if (!media) yield `request media type ${exchange.requestType} is not documented`;
    // Of many rows those that are wrong may be told to be left out.
    else if (!/(^|&)onError=skip(&|$)/.test(query)) yield* judgeBody("request", media.schema, exchange.requestBody, essence(exchange.requestType));
  } else if (exchange.requestBody) {
    yield "a request body is not documented";
  }
}

function* judgeParameter(parameters, operation, name, value) {
  const [, base, operator] = /^([^[]*)(?:\[(.*)\])?$/s.exec(name) ?? [];
  const known = parameters.find((parameter) => parameter.in === "query" && parameter.name === base);
  if (known?.style === "deepObject") {
    const shapes = (deref(known.schema).anyOf ?? [known.schema]).map(deref);
    const object = shapes.find((shape) => shape.type === "object");
    const schema = operator === undefined ? shapes.find((shape) => shape.type !== "object") : object?.properties[operator];
    if (!schema) yield `query parameter ${name} is not documented`;
    else if (!fits(schema, value)) yield `query parameter ${name}=${value} is not of its schema`;
    return;
  }
  if (known?.content && operator === undefined) {
    yield* judgeBody(`query parameter ${name}`, known.content["application/json"].schema, value);
    return;
  }
  if (known && operator === undefined) {
    if (!fits(known.schema, value)) yield `query parameter ${name}=${value} is not of its schema`;
    return;
  }
  if (!isPath(operation, base)) yield `query parameter ${name} is not documented`;
}

// The rule that list operations state in words: relations and a field, separated by dots; a reference alone is its key.
function isPath(operation, path) {
  const success = deref(operation.responses["200"] ?? {});
  const listed = deref(success.content?.["application/json"]?.schema ?? {}).properties?.data;
  let row = unshown(operation) ?? (listed && deref(deref(listed).items));
  if (!row) return false;
  const steps = path.split(".");
  for (const [index, step] of steps.entries()) {
    const schema = row.properties?.[step];
    if (!schema) return false;
    const target = related(schema);
    const last = index === steps.length - 1;
    if (!target) return last;
    if (last) return Boolean(schema.$ref ?? schema.anyOf) && !deref(schema).properties?.page;
    row = target;
  }
  return false;
}

// The rows that an aggregate, or a write of all that is found, goes over and does not answer: those of the resource by whose fields it filters. Null
// for other operations.
function unshown(operation) {
  const references = (operation.parameters ?? []).map((parameter) => parameter.$ref ?? "");
  if (!references.some((reference) => /^#\/components\/parameters\/(aggregate\.|maxAffected$)/.test(reference))) return null;
  const names = references.map((reference) => /^#\/components\/parameters\/([^.]*)\./.exec(reference)?.[1]);
  const resource = names.find((name) => name && name !== "aggregate");
  return resource && document.components.schemas[`${resource[0].toUpperCase()}${resource.slice(1)}Selection`];
}

// The rows that a member of a row leads to; null for a field.
function related(schema) {
  const shape = deref(schema.anyOf?.find((one) => one.$ref) ?? schema);
  if (shape.type === "array" && shape.items.$ref) return deref(shape.items);
  if (shape.type !== "object" || shape.additionalProperties !== false) return null;
  return shape.properties.page && shape.properties.data ? deref(shape.properties.data.items) : shape;
}

function* judgeResponse(exchange, operation) {
  const response = deref(operation.responses[exchange.status] ?? operation.responses.default ?? null);
  if (!response) {
    yield "the status is not documented";
    return;
  }
  const documented = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
  for (const [name, value] of Object.entries(exchange.headers ?? {})) {
    if (telling.includes(name.toLowerCase()) && !documented.includes(name.toLowerCase())) yield `header ${name}: ${value} is not documented`;
  }
  if (exchange.method === "HEAD" || !exchange.responseBody) {
    const may = exchange.method === "HEAD" || /may be no body/.test(response.description) || essence(exchange.responseType) === lines;
    if (!may && response.content) yield "a body is documented, but none was sent";
    return;
  }
  const media = response.content?.[essence(exchange.responseType)];
  if (!response.content) yield "a body is not documented";
  else if (!media) yield `media type ${exchange.responseType} is not documented`;
  else yield* judgeBody("response", media.schema, exchange.responseBody, essence(exchange.responseType));
}

function* judgeProblem(exchange) {
  if (exchange.method === "HEAD" || (isTooLong(exchange) && !exchange.responseBody)) return;
  if (essence(exchange.responseType) !== "application/problem+json") yield `a problem is documented as application/problem+json, not ${exchange.responseType}`;
  else yield* judgeBody("response", { $ref: "#/components/schemas/Problem" }, exchange.responseBody);
}

// The schema of lines is that of each; a table of text has no schema but that it is text.
function* judgeBody(what, schema, text, type = "application/json") {
  if (type === lines) {
    for (const line of (text ?? "").split("\n").filter((line) => line.trim() !== "")) yield* judgeBody(`line of the ${what}`, schema, line);
    return;
  }
  if (type === "text/csv") {
    if (schema.type !== "string") yield `the ${what} body is text, which its schema does not say`;
    return;
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch (error) {
    yield `the ${what} body is not JSON: ${error.message}`;
    return;
  }
  for (const problem of validate(schema, body)) yield `${what} body ${problem}`;
}

// A parameter is text; it may be a number or a truth value just as well.
function fits(schema, text) {
  const readings = [text];
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) readings.push(Number(text));
  if (text === "true" || text === "false") readings.push(text === "true");
  return readings.some((reading) => validate(schema, reading).length === 0);
}

// Probes, pages and the document itself are not part of the API.
function isOurs(rawPath) {
  const root = rawPath.split("/")[1];
  return templates.some((template) => template.segments[1] === root) && !/^\/[^/]*\/openapi\.(json|yaml)$/.test(rawPath);
}

function find(rawPath) {
  const segments = rawPath.split("/");
  for (const template of templates) {
    if (template.segments.length !== segments.length) continue;
    const values = {};
    const matches = template.segments.every((segment, index) => {
      const name = /^\{(.*)\}$/.exec(segment)?.[1];
      if (name === undefined) return segment === decoded(segments[index]);
      values[name] = segments[index];
      return segments[index] !== "";
    });
    if (matches) return { item: document.paths[template.path], values };
  }
  return null;
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function deref(node) {
  while (node?.$ref) node = node.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], document);
  return node;
}

function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function essence(mediaType) {
  return (mediaType ?? "").split(";")[0].trim().toLowerCase();
}

function templated(segments) {
  return segments.filter((segment) => segment.startsWith("{")).length;
}
