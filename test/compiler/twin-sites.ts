type Call = (...params: object[]) => Promise<unknown>;
export type Facade = Readonly<Record<string, Readonly<Record<string, Call>>>>;

/** A site whose pages have Markdown versions of one product, and what is expected of it. */
export interface TwinSite {
  /** A folder of `test/capture/twin-sites/`, served as it is. */
  readonly name: string;
  readonly server: string;
  /** Every operation, with its statuses. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** What else the pages are. */
  readonly others: object;
  /** Of the operations, how many have each aspect stated. */
  readonly stated: object;
  /** What Redocly's recommended rules warn of: what the pages do not state. */
  readonly lacks: readonly string[];
  readonly edit: readonly [file: string, from: string, to: string, found: string];
  readonly options: object;
  readonly call: (client: Facade) => Promise<unknown>;
  readonly asked: string;
}

export const twinSites: readonly TwinSite[] = [
  {
    name: "readme",
    server: "https://api.harbor.example/v1",
    operations: { "get /berths/{berth}/crates": ["200", "404"], "post /crates": ["201", "422"] },
    others: { prose: 1 },
    stated: { method: 2, path: 2, request: 2, response: 2 },
    lacks: ["info-license"],
    edit: [
      "reference/list-crates.md",
      '"maximum": 100',
      '"maximum": 50',
      "query parameter limit, maximum: 100 in the spec, 50 on",
    ],
    options: { sec0: "k" },
    call: (client) => must(client["other"]?.["listCrates"])({ berth: "b 1", limit: 2 }),
    asked: "GET /berths/b%201/crates?limit=2 x-harbor-key: k",
  },
  {
    name: "mintlify",
    server: "https://api.lantern.example",
    operations: {
      "get /lanterns/{id}": ["200", "401"],
      "post /lanterns/{id}/light": ["200", "409"],
      "put /lanterns/{id}/paint": ["204"],
    },
    others: { prose: 1, webhook: 1 },
    // One page has its method and path in an example call.
    stated: { method: 2, path: 2, request: 3, response: 3 },
    lacks: ["info-license", "operation-4xx-response"],
    edit: [
      "api-reference/light-lantern.md",
      "default={30}",
      "default={60}",
      "request body, minutes, default: 30 in the spec, 60 on",
    ],
    options: { bearerAuth: "t" },
    call: (client) => must(client["other"]?.["paintALantern"])({ id: "7", mode: "gloss" }),
    asked: "PUT /lanterns/7/paint?mode=gloss authorization: Bearer t",
  },
  {
    name: "gitbook",
    server: "https://api.orchard.example/v2",
    operations: {
      "get /trees": ["200", "400"],
      "post /trees": ["201", "409"],
      "post /baskets/{id}/fill": ["200", "404"],
      "put /ladders/{ladder_id}": ["200", "409"],
    },
    others: { prose: 1, schema: 1 },
    stated: { method: 4, path: 4, request: 4, response: 4 },
    lacks: ["info-license"],
    edit: [
      "api/trees.md",
      '"name":"row","in":"query","required":true',
      '"name":"row","in":"query","required":false',
      "query parameter row, required: true in the spec, false on",
    ],
    options: { basicAuth: { username: "u", password: "p" }, headerAuthorization: "whole" },
    call: (client) => must(client["other"]?.["leanALadder"])({ ladder_id: "3", body: { tree: 5 } }),
    asked: "PUT /ladders/3 authorization: whole",
  },
  {
    name: "llms-txt",
    server: "https://api.kiln.example/v3",
    operations: {
      "post /kilns/{kiln_id}/fire": ["202", "409"],
      "get /kilns/{kiln_id}/temperature": ["200"],
      "delete /kilns/{kiln_id}/door": ["204", "409"],
    },
    others: { prose: 1 },
    // One page shows an answer without its status.
    stated: { method: 3, path: 3, request: 3, response: 2 },
    lacks: ["info-license", "operation-4xx-response"],
    edit: [
      "api/kiln-temperature.md",
      '"f"`',
      '"k"`',
      'query parameter unit, enum: ["c","f"] in the spec, ["c","k"] on',
    ],
    options: { headerAuthorization: "whole", bearerAuth: "t" },
    call: (client) => must(client["other"]?.["openAKiln"])({ kiln_id: "a/b" }),
    asked: "DELETE /kilns/a%2Fb/door authorization: Bearer t",
  },
];

function must(call: Call | undefined): Call {
  if (!call) throw new Error("the client has no such operation");
  return call;
}
