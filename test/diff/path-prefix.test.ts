import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

interface Options {
  readonly servers?: readonly string[];
  /** Whether operations have ids, which do not change. */
  readonly ids?: boolean;
}

/** `GET /a` and the like; each with a response of its own. */
function api(endpoints: readonly string[], { servers = [], ids = false }: Options = {}) {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    const [method = "", path = ""] = endpoint.split(" ");
    const parameters = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => ({
      in: "path",
      name,
      required: true,
      schema: { type: "string" },
    }));
    const operationId = `${method}${path.replace(/^\/v\d/, "")}`;
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: { parameters, responses: {}, ...(ids && { operationId }) },
    };
  }
  return specOf({ ...head, paths, servers: servers.map((url) => ({ url })) });
}

/** Kind, severity on the wire, values and number of operations. */
function found(before: ReturnType<typeof api>, after: ReturnType<typeof api>): string[] {
  return compareSpecs(before, after).findings.map(
    ({ kind, wire, before: old, after: now, operations }) =>
      `${kind} ${wire} ×${operations.length}: ${old ?? ""} → ${now ?? ""}`,
  );
}

const all = ["GET /users", "POST /users", "GET /users/{id}", "GET /orders"];
const under = (prefix: string, endpoints: readonly string[] = all) =>
  endpoints.map((endpoint) => endpoint.replace(" ", ` ${prefix}`));
const host = "https://a.example";

test.each<[string, ReturnType<typeof api>, ReturnType<typeof api>, string[]]>([
  [
    "a prefix in all paths",
    api(all),
    api(under("/v1")),
    ["operation.pathPrefix.changed breaking ×4: / → /v1"],
  ],
  [
    "a prefix in all paths goes",
    api(under("/api/v1")),
    api(all),
    ["operation.pathPrefix.changed breaking ×4: /api/v1 → /"],
  ],
  [
    "another prefix in all paths",
    api(under("/api/v1")),
    api(under("/api/v2")),
    ["operation.pathPrefix.changed breaking ×4: /api/v1 → /api/v2"],
  ],
  [
    "with ids",
    api(under("/v1"), { ids: true }),
    api(under("/v2"), { ids: true }),
    ["operation.pathPrefix.changed breaking ×4: /v1 → /v2"],
  ],
  [
    "the root of the API, too",
    api([...all, "GET /"]),
    api([...under("/v1"), "GET /v1"]),
    ["operation.pathPrefix.changed breaking ×5: / → /v1"],
  ],
  [
    "a prefix in the only path that there is",
    api(["GET /users"]),
    api(["GET /v1/users"]),
    ["operation.pathPrefix.changed breaking ×1: / → /v1"],
  ],
  [
    "paths that are all other ones",
    api(["GET /users/{id}"]),
    api(["GET /members/{id}"]),
    [
      "operation.endpoint.removed breaking ×1: GET /users/{id} → ",
      "operation.endpoint.added info ×1:  → GET /members/{id}",
    ],
  ],
  [
    "a resource with another name is no prefix",
    api(["GET /users", "PUT /users", "DELETE /users", "GET /users/{id}"]),
    api(["GET /members", "PUT /members", "DELETE /members", "GET /members/{id}"]),
    [
      ...["DELETE /users", "GET /users", "PUT /users", "GET /users/{id}"].map(
        (name) => `operation.endpoint.removed breaking ×1: ${name} → `,
      ),
      ...["DELETE /members", "GET /members", "PUT /members", "GET /members/{id}"].map(
        (name) => `operation.endpoint.added info ×1:  → ${name}`,
      ),
    ],
  ],
  [
    "a prefix in a share of the paths",
    api([...all, "GET /health"]),
    api([...under("/v1"), "GET /health"]),
    ["operation.pathPrefix.changed breaking ×4: / → /v1"],
  ],
  [
    "two operations of many may have moved for other reasons",
    api(["GET /users", "GET /orders", "GET /health"]),
    api(["GET /v1/users", "GET /v1/orders", "GET /health"]),
    [
      "operation.endpoint.removed breaking ×1: GET /orders → ",
      "operation.endpoint.removed breaking ×1: GET /users → ",
      "operation.endpoint.added info ×1:  → GET /v1/orders",
      "operation.endpoint.added info ×1:  → GET /v1/users",
    ],
  ],
  [
    "one version goes, and the other one stays beside it",
    api([...under("/v1"), ...under("/v2")]),
    api(under("/v2")),
    [
      "operation.endpoint.removed breaking ×1: GET /v1/orders → ",
      "operation.endpoint.removed breaking ×1: GET /v1/users → ",
      "operation.endpoint.removed breaking ×1: POST /v1/users → ",
      "operation.endpoint.removed breaking ×1: GET /v1/users/{id} → ",
    ],
  ],
  [
    "a new version beside the old one",
    api(under("/v1")),
    api([...under("/v1"), ...under("/v2")]),
    [
      "operation.endpoint.added info ×1:  → GET /v2/orders",
      "operation.endpoint.added info ×1:  → GET /v2/users",
      "operation.endpoint.added info ×1:  → POST /v2/users",
      "operation.endpoint.added info ×1:  → GET /v2/users/{id}",
    ],
  ],
  [
    "one prefix of two",
    api([...under("/v1"), ...under("/beta", ["GET /jobs"])]),
    api([...under("/v1"), ...under("/beta/v2", ["GET /jobs"])]),
    [
      "operation.endpoint.removed breaking ×1: GET /beta/jobs → ",
      "operation.endpoint.added info ×1:  → GET /beta/v2/jobs",
    ],
  ],
  [
    "from the server into the paths",
    api(all, { servers: [`${host}/v1`] }),
    api(under("/v1"), { servers: [host] }),
    ["operation.serverPath.changed info ×4: / → /v1"],
  ],
  [
    "from the paths into the server",
    api(under("/v1"), { servers: [`${host}/`, "https://b.example"] }),
    api(all, { servers: [`${host}/v1`, "https://b.example/v1/"] }),
    ["operation.serverPath.changed info ×4: /v1 → /"],
  ],
  [
    "from the server into the paths, with ids",
    api(all, { servers: ["/v1"], ids: true }),
    api(under("/v1"), { ids: true }),
    ["operation.serverPath.changed info ×4: / → /v1"],
  ],
  [
    "from the server into the paths, and one that is not",
    api([...all, "GET /health"], { servers: [`${host}/v1`] }),
    api([...under("/v1"), "GET /health"], { servers: [host] }),
    [
      "document.serverUrl.changed breaking ×1: https://a.example/v1 → https://a.example",
      "operation.serverPath.changed info ×4: / → /v1",
    ],
  ],
  [
    "into the paths of a single operation",
    api(["GET /users"], { servers: [`${host}/v1`] }),
    api(["GET /v1/users"], { servers: [host] }),
    ["operation.serverPath.changed info ×1: / → /v1"],
  ],
  [
    "from one of two servers into the paths",
    api(all, { servers: [`${host}/v1`, "https://b.example/v2"] }),
    api(under("/v1"), { servers: [host, "https://b.example/v2"] }),
    [
      "operation.pathPrefix.changed breaking ×4: / → /v1",
      "document.serverUrl.changed breaking ×4: https://a.example/v1 → https://a.example",
    ],
  ],
])("%s", (_, before, after, want) => {
  expect(found(before, after)).toEqual(want);
});

test("what has moved is compared with what it was", () => {
  const document = (prefix: string, required: boolean) => {
    const parameters = [{ in: "query", name: "q", required, schema: { type: "string" } }];
    const operation = { get: { responses: {}, parameters } };
    const paths = ["a", "b", "c"].map((name) => [`${prefix}/${name}`, operation] as const);
    return specOf({ ...head, paths: Object.fromEntries(paths) });
  };
  const { findings } = compareSpecs(document("", false), document("/v1", true));
  expect(findings.map(({ kind }) => kind).sort()).toEqual([
    "operation.pathPrefix.changed",
    "parameter.presence.required",
    "parameter.presence.required",
    "parameter.presence.required",
  ]);
});
