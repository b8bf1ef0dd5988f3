// What a user of the shop would write. It is compiled, not run: the types are what is judged.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Order = components["schemas"]["Order"];
type Problem = components["schemas"]["Problem"];

// Whole lists come in other media types than pages do: this client wants pages.
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: "https://shop.example/" });

function fail(problem: Problem): never {
  throw new Error(`${problem.code}: ${problem.detail} ${problem.errors.map((error) => error.pointer ?? "").join(" ")}`);
}

// Lists and filters: by value, by operators, by a field of a reference.
const list = await client.GET("/v1/orders", {
  params: { query: { status: "paid", total: { gte: 100, lt: 500 }, "customer.tier": "gold", sort: "-createdAt", limit: 50, count: "exact" } },
});
if (list.error) fail(list.error);
const rows: number | undefined = list.data.page.total;
const next: string | null = list.data.page.next;
const sums: number[] = list.data.data.map((order) => order.total ?? 0);

// Without `fields` every field is there.
const whole = list.data.data as Order[];
const sum: number = whole.reduce((total, order) => total + order.total, 0);

// Chosen fields, and relations that come along.
const some = await client.GET("/v1/orders/{id}", {
  params: { path: { id: "0197b2a4-6b1c-7d7e-8f00-1234567890ab" }, query: { fields: "id,lines(quantity)", include: "customer" } },
});
const email: string | undefined = some.data?.customer?.email;
const quantity: number | undefined = some.data?.lines?.[0]?.quantity;

// Creates a tree. What has a default may be left out.
const created = await client.POST("/v1/orders", {
  body: { customerId: "0197b2a4-6b1c-7d7e-8f00-1234567890ab", lines: [{ productId: "0197b2a4-6b1c-7d7e-8f00-1234567890ac", quantity: 3, unitPrice: 8.9 }] },
});
if (created.error) fail(created.error);
const made = created.data as components["schemas"]["OrderWithLines"];
const status: "pending" | "paid" | "shipped" | "cancelled" = made.status;
const price: number | undefined = made.lines[0]?.unitPrice;

// Patches, guarded by the version that was read.
const patched = await client.PATCH("/v1/orders/{id}", {
  params: { path: { id: made.id }, header: { "If-Match": created.response.headers.get("ETag") ?? "*" } },
  body: { note: null },
});
const note: string | null | undefined = patched.data?.note;

const lines = await client.GET("/v1/orders/{id}/lines", { params: { path: { id: made.id }, query: { quantity: { in: "1,2,3" } } } });
const deleted = await client.DELETE("/v1/orders/{id}", { params: { path: { id: made.id } } });

// Actions with what they take, and what each order allows.
const shipped = await client.POST("/v1/orders/{id}/ship", { params: { path: { id: made.id }, query: { include: "_actions" } }, body: { carrier: "La Poste" } });
const allowed: ("pay" | "ship" | "cancel")[] | undefined = shipped.data?._actions;
const paid = await client.POST("/v1/orders/{id}/pay", { params: { path: { id: made.id } } });

// What the contract forbids must not compile.
// @ts-expect-error: not one of the states
await client.GET("/v1/orders", { params: { query: { status: "lost" } } });
// @ts-expect-error: there is no such parameter
await client.GET("/v1/orders", { params: { query: { colour: "red" } } });
// @ts-expect-error: a customer is required
await client.POST("/v1/orders", { body: { note: "for whom?" } });
// @ts-expect-error: the sum of an order is never null
await client.PATCH("/v1/orders/{id}", { params: { path: { id: "x" } }, body: { total: null } });
// @ts-expect-error: a carrier is required
await client.POST("/v1/orders/{id}/ship", { params: { path: { id: "x" } }, body: {} });
// @ts-expect-error: actions alone change the state
const patch: components["schemas"]["OrderPatch"] = { status: "paid" };

export { allowed, deleted, email, lines, next, note, paid, patch, price, quantity, rows, status, sum, sums };
