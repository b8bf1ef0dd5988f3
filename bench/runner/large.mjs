// Writes the large contract: 300 resources in 60 parts of a firm, each with 10 fields, in one file a part. Always the same bytes.
//   node bench/runner/large.mjs FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const parts = `access asset audit billing booking branch budget campaign cargo carrier catalogue claim clinic contract credit crew customs dealer
  delivery depot design energy estate event export factory field finance fleet forecast freight garage garden grain harbour hiring hotel import
  insurance kitchen laboratory leasing legal library loan market media mining network office parking payroll pension planning printing project
  quality rail repair retail`.split(/\s+/);

const part = (name, before) => `lintel: 1
service: large
resources:
  ${name}Customer:
    description: Who buys from ${name}.
    fields:
      number: string(3..20) unique immutable
      name: string(1..200) searchable
      email: email unique(ignoreCase)
      tier: enum(basic, silver, gold) = basic
      limit: decimal(12,2) >= 0 <= 1000000 = 0
      since: date = now()
      active: bool = true
      labels: string(1..40)[] = []
      site: url?
      note: text?
    queries:
      - { filter: [tier], sort: [name] }
      - { filter: [active, tier], sort: [-createdAt] }
  ${name}Item:
    description: What ${name} sells.
    fields:
      code: string(3..40) unique
      title: string(1..200) searchable
      kind: enum(good, service, digital) = good
      price: decimal(12,2) >= 0
      cost: decimal(18,6) >= 0 = 0
      stock: int >= 0 = 0
      weight: double >= 0 = 0
      released: date?
      details: json?
      replaces: ${name}Item? reverse replacedBy onDelete setNull
    queries:
      - { filter: [kind], sort: [title] }
      - { sort: [-price] }
  ${name}Order:
    description: What a customer of ${name} buys at one time.
    fields:
      customer: ${name}Customer
      ${before === name ? 'origin: string?' : `origin: ${before}Customer? reverse ${name}Referrals onDelete setNull`}
      status: enum(draft, placed, shipped, closed) = draft
      total: decimal(12,2) >= 0 = 0
      discount: decimal(5,2) >= 0 <= 100 = 0
      due: date?
      placed: timestamp = now()
      priority: int >= 0 <= 9 = 5
      reference: string(..80)?
      note: string(..500)?
    state: status
    queries:
      - { filter: [status], sort: [-createdAt] }
      - { filter: [customer], sort: [-placed] }
      - { filter: [customer, status], sort: [due] }
    actions:
      place: { from: [draft], to: placed }
      ship: { from: [placed], to: shipped }
      close: { from: [draft, placed, shipped], to: closed }
  ${name}OrderLine:
    description: Pieces of one item within an order of ${name}.
    partOf: ${name}Order
    reverse: lines
    fields:
      item: ${name}Item
      position: int >= 1
      quantity: int >= 1
      unitPrice: decimal(12,2) >= 0
      discount: decimal(5,2) >= 0 <= 100 = 0
      tax: enum(none, reduced, full) = full
      weight: double >= 0 = 0
      length: duration?
      label: string(..120)?
      options: json?
  ${name}Visit:
    description: When someone of ${name} met a customer.
    fields:
      customer: ${name}Customer
      order: ${name}Order? onDelete setNull
      items: ${name}Item[] reverse visits
      day: date
      begins: time
      ends: time?
      kind: enum(call, meeting, site) = call
      rating: int? >= 1 <= 5
      secret: string(..80)? writeOnly
      photo: bytes(..1000)?
    queries:
      - { filter: [customer], sort: [-day] }
      - { filter: [day, kind] }
`;

const folder = process.argv[2];
if (!folder) throw new Error('usage: large.mjs FOLDER');
mkdirSync(folder, { recursive: true });
parts.forEach((name, i) => {
  // What only one file of a contract may say stands in the first.
  const text = part(name, parts[Math.max(i - 1, 0)]);
  writeFileSync(join(folder, `${name}.yaml`), i === 0 ? text : text.slice(text.indexOf('resources:')));
});
