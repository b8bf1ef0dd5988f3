// Runs the GraphQL-over-HTTP audit of graphql-http against a server: the specification's MUST (error), SHOULD (warn) and MAY (notice).
// node audit.mjs <url>    prints {"checks":[{id, name, status, reason?, answered?}]}, and ends non-zero where any check is not ok
import { serverAudits } from "graphql-http";

const [url] = process.argv.slice(2);
const checks = [];
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  try {
    const { id, name, status, reason, response } = await audit.fn();
    checks.push({ id, name, status, reason, answered: response && (await told(response)) });
  } catch (error) {
    // Whatever is not an assertion of the audit, such as a connection that breaks or a body that is no JSON, is thrown.
    checks.push({ id: audit.id, name: audit.name, status: "error", reason: String(error?.cause ?? error) });
  }
}
console.log(JSON.stringify({ checks }, null, 1));
process.exitCode = checks.length > 0 && checks.every(({ status }) => status === "ok") ? 0 : 1;

async function told(response) {
  const body = response.bodyUsed ? "" : (await response.text()).slice(0, 300);
  return `${response.status} ${response.headers.get("content-type")} ${body}`;
}
