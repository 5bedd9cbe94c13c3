import type { NamedCall } from "./names.js";

const id = (number: number): string => `00000000-0000-0000-0000-00000000000${number}`;
const json = (request: string, body: string): string =>
  `${request}\ncontent-type: application/json\n\n${body}`;

/** The list of the parts' names in a page. */
const namesOf = ".then((page) => page.results?.map(({ name }) => name))";

/** In this order: later calls see what earlier ones have changed. */
export const partCalls: readonly NamedCall[] = [
  {
    call: `api.[GET /parts/]()${namesOf}`,
    sent: "GET /parts/",
    came: '["P-1", "P-2"]',
  },
  {
    call: `api.[GET /parts/]({ page: 3, page_size: 2 })${namesOf}`,
    sent: "GET /parts/?page=3&page_size=2",
    came: '["P-5"]',
  },
  {
    call: `api.[GET /parts/]({ search: "P-4", ordering: "-name" })${namesOf}`,
    sent: "GET /parts/?search=P-4&ordering=-name",
    came: '["P-4"]',
    only: "own",
  },
  {
    call: `api.[GET /parts/]({ search: "P-4", ordering: "-name" })${namesOf}`,
    sent: "GET /parts/?ordering=-name&search=P-4",
    came: '["P-4"]',
    only: "spectacular",
  },
  {
    call: "api.[GET /parts/]().all().then((parts) => parts.length)",
    sent: ["GET /parts/", "GET /parts/?page=2", "GET /parts/?page=3"],
    came: "5",
  },
  {
    call: "api.[GET /parts/]({ page: 9 })",
    sent: "GET /parts/?page=9",
    fails: { name: "NotFoundError", status: 404, body: { detail: "Invalid page." } },
  },
  {
    call: "api.[GET /makers/]().all().then((makers) => makers.map(({ name }) => name))",
    sent: "GET /makers/",
    came: '["Acme", "Bolt & Co"]',
  },
  {
    call: "api.[GET /makers/]({ limit: 1, offset: 1 }).then(({ results }) => results)",
    sent: "GET /makers/?limit=1&offset=1",
    came: '[{ id: 2, name: "Bolt & Co", site: null }]',
  },
  {
    call: "api.[GET /events/]().all().then((events) => events.map(({ number }) => number))",
    sent: ["", "?cursor=cD0x", "?cursor=cD0z"].map((query) => `GET /events/${query}`),
    came: "[0, 1, 2, 3, 4]",
  },
  {
    call: `api.[GET /parts/{id}/]({ id: "${id(1)}" })`,
    sent: `GET /parts/${id(1)}/`,
    came: `{ id: "${id(1)}", name: "P-1", kind: "bolt", grade: 1, price: "12.50", weight: null, stock: 0, active: true, attributes: {}, note: "", launched_on: null, lead_time: null, maker: { id: 1, name: "Acme", site: "https://acme.example" }, tags: [], label: "P-1 (bolt)", created_at: "2024-01-02T03:04:01Z" }`,
  },
  {
    call: `api.[GET /parts/{id}/]({ id: "${id(3)}" }).then(({ maker }) => maker)`,
    sent: `GET /parts/${id(3)}/`,
    came: "null",
  },
  {
    call: `api.[GET /parts/{id}/]({ id: "${id(9)}" })`,
    sent: `GET /parts/${id(9)}/`,
    fails: { name: "NotFoundError", status: 404 },
  },
  {
    call: 'api.[POST /parts/]({ body: { name: "new", kind: "wing nut", grade: 2, price: "0.10", weight: 1.5, attributes: { a: [1, null] }, launched_on: "2024-02-29", lead_time: "3 04:00:05", maker_id: 2, tags: ["new", "steel"] } }).then(({ id: _, created_at: __, ...part }) => part)',
    sent: json(
      "POST /parts/",
      '{"name":"new","kind":"wing nut","grade":2,"price":"0.10","weight":1.5,"attributes":{"a":[1,null]},"launched_on":"2024-02-29","lead_time":"3 04:00:05","maker_id":2,"tags":["new","steel"]}',
    ),
    came: '{ name: "new", kind: "wing nut", grade: 2, price: "0.10", weight: 1.5, stock: 0, active: true, attributes: { a: [1, null] }, note: "", launched_on: "2024-02-29", lead_time: "3 04:00:05", maker: { id: 2, name: "Bolt & Co", site: null }, tags: ["new", "steel"], label: "new (wing nut)" }',
  },
  {
    call: 'api.[POST /parts/]({ body: { name: "P-1", kind: "bolt", price: "1.234", tags: ["none"] } })',
    sent: json("POST /parts/", '{"name":"P-1","kind":"bolt","price":"1.234","tags":["none"]}'),
    fails: {
      status: 400,
      fields: {
        price: ["Ensure that there are no more than 2 decimal places."],
        tags: ["Object with slug=none does not exist."],
      },
    },
  },
  {
    call: 'api.[POST /parts/]({ body: { name: "P-1", kind: "bolt", price: "1" } })',
    sent: json("POST /parts/", '{"name":"P-1","kind":"bolt","price":"1"}'),
    fails: {
      status: 400,
      fields: { non_field_errors: ["The fields name, kind must make a unique set."] },
    },
  },
  {
    call: `api.[PATCH /parts/{id}/]({ id: "${id(2)}", body: { maker_id: null, weight: null } }).then(({ maker }) => maker)`,
    only: "spectacular", // the other document says that a change in part needs all
    sent: json(`PATCH /parts/${id(2)}/`, '{"maker_id":null,"weight":null}'),
    came: "null",
  },
  {
    call: `api.[PATCH /parts/{id}/]({ id: "${id(2)}", body: { name: "P-2", kind: "bolt", price: "1", maker_id: null } }).then(({ maker }) => maker)`,
    sent: json(
      `PATCH /parts/${id(2)}/`,
      '{"name":"P-2","kind":"bolt","price":"1","maker_id":null}',
    ),
    came: "null",
    only: "own",
  },
  {
    call: `api.[PUT /parts/{id}/]({ id: "${id(2)}", body: { name: "P-2", kind: "bolt", price: "2" } }).then(({ price }) => price)`,
    sent: json(`PUT /parts/${id(2)}/`, '{"name":"P-2","kind":"bolt","price":"2"}'),
    came: '"2.00"',
  },
  {
    call: `api.[DELETE /parts/{id}/]({ id: "${id(2)}" })`,
    sent: `DELETE /parts/${id(2)}/`,
    came: "undefined",
  },
  {
    call: `api.[POST /parts/{id}/ship/]({ id: "${id(1)}", body: { count: 2 } }).result().then((result) => (result.ok ? result.data : result.error))`,
    sent: json(`POST /parts/${id(1)}/ship/`, '{"count":2}'),
    came: "{ shipped: 2 }",
    only: "spectacular",
  },
  {
    call: `api.[POST /parts/{id}/ship/]({ id: "${id(1)}", body: { count: 0 } })`,
    sent: json(`POST /parts/${id(1)}/ship/`, '{"count":0}'),
    fails: {
      status: 400,
      fields: { count: ["Ensure this value is greater than or equal to 1."] },
    },
  },
  {
    call: 'api.[GET /parts/makers/{letter}/]({ letter: "B" })',
    sent: "GET /parts/makers/B/",
    came: '[{ id: 2, name: "Bolt & Co", site: null }]',
    only: "spectacular",
  },
  {
    call: `api.[GET /parts/odd/]({ ids: [1, 2], "X-Trace": "${id(1)}", theme: "dark", old: true })`,
    sent: `GET /parts/odd/?ids=1,2&old=true\ncookie: theme=dark\nx-trace: ${id(1)}`,
    came: `{ ids: "1,2", trace: "${id(1)}", theme: "dark", old: "true" }`,
    only: "spectacular",
  },
  {
    call: "api.[GET /makers/{maker_id}/parts/]({ maker_id: ID1 }).then((parts) => parts.map(({ name }) => name))",
    sent: "GET /makers/1/parts/",
    came: '["P-1"]',
  },
  {
    call: 'api.[POST /makers/]({ body: { name: "Third", site: null } })',
    sent: json("POST /makers/", '{"name":"Third","site":null}'),
    came: '{ id: 3, name: "Third", site: null }',
  },
  {
    call: 'api.[POST /makers/]({ body: { name: "Acme", site: "no url" } })',
    sent: json("POST /makers/", '{"name":"Acme","site":"no url"}'),
    fails: {
      status: 400,
      fields: {
        name: ["maker with this name already exists."],
        site: ["Enter a valid URL."],
      },
    },
  },
  {
    call: "api.[GET /makers/{id}/]({ id: ID3 }).then(({ name }) => name)",
    sent: "GET /makers/3/",
    came: '"Third"',
  },
  {
    call: 'api.[PUT /makers/{id}/]({ id: ID3, body: { name: "3" } }).then(({ name }) => name)',
    sent: json("PUT /makers/3/", '{"name":"3"}'),
    came: '"3"',
  },
  {
    call: 'api.[PATCH /makers/{id}/]({ id: ID3, body: { name: "3", site: "https://3.example" } }).then(({ site }) => site)',
    sent: json("PATCH /makers/3/", '{"name":"3","site":"https://3.example"}'),
    came: '"https://3.example"',
  },
  {
    call: "api.[DELETE /makers/{id}/]({ id: ID3 })",
    sent: "DELETE /makers/3/",
    came: "undefined",
  },
];
