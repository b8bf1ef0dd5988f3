// JSON Schema 2020-12 with formats asserted, for the schemas of one OpenAPI document.
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";

// The formats of the OpenAPI registry and of JSON Schema that ajv-formats lacks.
const time = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$/;
const more = {
  decimal: { type: "number", validate: Number.isFinite },
  "time-local": (text) => time.test(text),
  "date-time-local": (text) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T/.test(text) && time.test(text.slice(11)),
  "idn-email": (text) => /^[^\s@]+@[^\s@]+$/u.test(text),
  iri: (text) => URL.canParse(text) && !/[\s<>"{}|\\^`]/.test(text),
};

/** A function that gives the problems of a value, each as text; none where it is valid. */
export function createValidator(document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(more)) ajv.addFormat(name, format);
  // References point into the document, which is itself no schema.
  ajv.addSchema({ $id: "https://document.invalid/", ...document, $schema: undefined }, "https://document.invalid/");
  const compiled = new Map();
  return (schema, value) => {
    const key = JSON.stringify(schema);
    let check = compiled.get(key);
    if (!check) compiled.set(key, (check = ajv.compile(rooted(schema))));
    return check(value) ? [] : check.errors.map((error) => `${error.instancePath || "/"} ${error.message}${detail(error)}`);
  };
}

function detail(error) {
  const { additionalProperty, allowedValues } = error.params;
  return additionalProperty ? ` (${additionalProperty})` : allowedValues ? ` (${allowedValues.join(", ")})` : "";
}

function rooted(node) {
  if (Array.isArray(node)) return node.map(rooted);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) =>
    key === "$ref" && typeof value === "string" && value.startsWith("#/") ? [key, `https://document.invalid/${value}`] : [key, rooted(value)]));
}
