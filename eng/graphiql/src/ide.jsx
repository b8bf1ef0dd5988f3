import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./ide.css";

const greeting = `# Ctrl-Space completes, Ctrl-Enter runs.
# The book on the left documents the schema.
{
  __schema {
    queryType {
      fields {
        name
        description
      }
    }
  }
}
`;

// The endpoint is where the page itself is. An answer that is no JSON, such as a proxy's, is shown as it came.
async function ask(parameters, { headers } = {}) {
  const response = await fetch(location.pathname, {
    method: "POST",
    credentials: "same-origin",
    headers: { accept: "application/graphql-response+json, application/json;q=0.9", "content-type": "application/json", ...headers },
    body: JSON.stringify(parameters),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `${response.status} ${response.statusText}`, extensions: { answer: text.slice(0, 2000) } }] };
  }
}

// A link may bring a document and its variables.
const link = new URLSearchParams(location.search);

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={ask}
    query={link.get("query") ?? undefined}
    variables={link.get("variables") ?? undefined}
    defaultQuery={greeting}
    inputValueDeprecation
    schemaDescription
    shouldPersistHeaders={false}
  />,
);
