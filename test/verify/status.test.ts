import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { captureRecordings, readWitnesses, type Snapshot } from "../../generator/capture/index.js";
import { documentOf } from "../../generator/cli/run-report.js";
import { loadSpec } from "../../generator/load/index.js";
import type { ObservedOperation } from "../../generator/observations/index.js";
import { agreementOf, readStatus } from "../../generator/status/index.js";
import { type Line, ndjson } from "../recordings/ndjson.js";
import { makeFolder, repository } from "../support/generator.js";

/** `tether status`: what is known by whom, and which of three witnesses stands alone. */

const nothing = { schemaVersion: 1, recordings: [], operations: [] } as const;
const info = { title: "Shop", version: "1" };
const fits = new Ajv2020({ strict: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } }).compile(
  JSON.parse(readFileSync(`${repository}generator/status/status.schema.json`, "utf8")) as object,
);

test.each([
  [undefined, undefined, "unknown"],
  [true, undefined, "documentation and spec agree"],
  [false, undefined, "documentation and spec disagree"],
  [undefined, true, "spec and service agree"],
  [undefined, false, "spec and service disagree"],
  [true, true, "agree"],
  [true, false, "service stands alone"],
  [false, true, "documentation stands alone"],
  [false, false, "spec stands alone"],
] as const)("documentation %s, service %s: %s", (documentation, service, want) => {
  expect(agreementOf(documentation, service)).toBe(want);
});

const documented = "{ level: documented, sources: [help] }";
const known = (response: string) => `x-provenance:
        title: ${documented}
        method: ${documented}
        path: ${documented}
        request: { level: undocumented }
        response: ${response}`;
const part = `content: { application/json: { schema: { $ref: "#/components/schemas/Part" } } }`;
const spec = `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://api.test }]
x-sources: { help: { title: Help, url: https://help.example } }
paths:
  /parts/:
    get:
      ${known(documented)}
      responses: { "200": { description: OK, ${part} } }
  /lots/:
    get:
      ${known(documented)}
      responses: { "200": { description: OK, ${part} } }
  /bins/:
    get:
      ${known(documented)}
      responses: { "200": { description: OK, ${part} } }
    post:
      ${known("{ level: undocumented }")}
      responses: { 2XX: { description: OK } }
  /odd/:
    get:
      responses: { "200": { description: OK, ${part} } }
components:
  schemas:
    Part:
      type: object
      required: [id]
      properties: { id: { type: integer }, names: { type: array, items: { type: string } } }
`;

const seen: readonly Line[] = [
  { sent: "GET /parts/", answer: { id: 1, names: ["canary"] } },
  {
    sent: "GET /lots/",
    answer: { id: "canary", names: [1], more: true },
    at: "2026-11-01T00:00:00Z",
  },
  { sent: "GET /lots/", answer: { names: [] }, at: "2026-11-20T00:00:00Z" },
  { sent: "GET /odd/", answer: [] },
];

async function statusIn(folder: string, snapshots: readonly Snapshot[]) {
  const file = join(folder, "openapi.yaml");
  const { store } = readWitnesses(file);
  return readStatus(await loadSpec(file), { store, snapshots });
}

test("each operation has its witnesses, their verdict, and what to do next", async () => {
  const folder = makeFolder({
    "openapi.yaml": spec,
    "a.ndjson": ndjson("https://api.test", ...seen),
  });
  const file = join(folder, "openapi.yaml");
  await captureRecordings({ recordings: [join(folder, "a.ndjson")], spec: file });
  const page = {
    method: "GET",
    path: "/bins/",
    page: "https://help.example/bins",
    modifiedAt: "2026-10-01",
  };
  const told = {
    ...page,
    disagreements: ["GET /bins/: id is a string there"],
  } as unknown as Snapshot;
  const status = await statusIn(folder, [told]);
  const byName = Object.fromEntries(
    status.operations.map(({ method, path, ...rest }) => [`${method} ${path}`, rest]),
  );

  expect(byName["GET /parts/"]).toMatchObject({
    verdict: "agree",
    disagreements: [],
    next: undefined,
  });
  expect(byName["GET /lots/"]).toMatchObject({
    verdict: "service stands alone",
    observation: { calls: 2, first: "2026-11-01", last: "2026-11-20" },
    disagreements: [
      "service: id was string",
      "service: names[] was integer",
      "service: more is not in the schema",
      "service: id was missing in 1 of 2",
    ],
    next: "npx spec-tether verify --base-url https://api.test",
  });
  expect(byName["GET /bins/"]).toMatchObject({
    verdict: "documentation and spec disagree",
    documentation: { page: "https://help.example/bins", modified: "2026-10-01" },
    disagreements: ["documentation: GET /bins/: id is a string there"],
  });
  expect(byName["POST /bins/"]).toMatchObject({
    verdict: "documentation and spec agree",
    known: { path: "documented", response: "undocumented" },
    next: "npx spec-tether capture session.har",
  });
  expect(byName["GET /odd/"]).toMatchObject({
    verdict: "spec and service disagree",
    disagreements: ["service: the answer was array"],
  });
  expect(fits(JSON.parse(documentOf("status", 0, status, []))) ? [] : fits.errors).toEqual([]);
  expect(status.observed).toBe(3);
  expect(JSON.stringify(status)).not.toContain("canary");
});

test("an answer that nobody has seen is known by the spec alone", async () => {
  const folder = makeFolder({ "openapi.yaml": spec });
  const { operations } = await statusIn(folder, []);
  expect(operations.find(({ path }) => path === "/odd/")).toMatchObject({
    verdict: "unknown",
    next: "npx spec-tether verify --base-url https://api.test --write",
  });
});

/** Who has the operation: a page, the spec, the service; and what that means. */
const combinations = [
  ["", undefined, []],
  ["spec", "unknown", []],
  ["page", "documentation and spec disagree", ["documentation: it is not in the spec"]],
  ["service", "spec and service disagree", ["service: it is not in the spec"]],
  ["page spec", "documentation and spec agree", []],
  ["spec service", "spec and service agree", []],
  [
    "page service",
    "spec stands alone",
    ["documentation: it is not in the spec", "service: it is not in the spec"],
  ],
  ["page spec service", "agree", []],
] as const;

test.each(combinations)("had by %s: %s", async (who, verdict, disagreements) => {
  const odd = { responses: { 200: { description: "OK" } } };
  const other = "/other/";
  const paths = {
    [other]: { get: odd },
    ...(who.includes("spec") && { "/odd/{id}": { get: odd } }),
  };
  const file = join(
    makeFolder({ "openapi.json": JSON.stringify({ openapi: "3.1.0", info, paths }) }),
    "openapi.json",
  );
  const named = { method: "GET", path: "/odd/{number}" };
  const calls = { seen: 3, of: 3, first: "2026-11-01", last: "2026-11-30" };
  const observed = { ...named, ...calls, responses: [] } as unknown as ObservedOperation;
  const page = { ...named, page: "https://help.example/odd" } as unknown as Snapshot;
  const has = (witness: string) => who.split(" ").includes(witness);
  const store = { ...nothing, operations: has("service") ? [observed] : [] };
  const status = readStatus(await loadSpec(file), { store, snapshots: has("page") ? [page] : [] });
  const [listed, ...more] = status.operations.filter(({ path }) => path !== other);
  expect(more).toEqual([]);
  expect(listed?.verdict).toBe(verdict);
  expect(listed?.disagreements ?? []).toEqual(disagreements);
  expect(status.observed).toBe(has("service") ? 1 : 0);
  const report = documentOf("status", 0, status, []);
  expect(fits(JSON.parse(report)) ? [] : fits.errors).toEqual([]);
});

test("what the config leaves out, and a page that is gone, are not missing", async () => {
  const paths = { "/odd/": { get: { tags: ["b"], responses: {} } } };
  const file = join(
    makeFolder({ "openapi.json": JSON.stringify({ openapi: "3.1.0", info, paths }) }),
    "openapi.json",
  );
  const spec = await loadSpec(file, { filter: { tags: ["a"] }, allowEmpty: true });
  const page = (path: string, more: object) => ({ method: "GET", path, page: path, ...more });
  const snapshots = [page("/odd/", {}), page("/gone/", { isGone: true })] as unknown as Snapshot[];
  expect(readStatus(spec, { store: nothing, snapshots }).operations).toEqual([]);
});
