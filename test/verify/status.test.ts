import { join } from "node:path";
import { expect, test } from "vitest";
import { captureRecordings, readWitnesses, type Snapshot } from "../../generator/capture/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { agreementOf, readStatus } from "../../generator/status/index.js";
import { type Line, ndjson } from "../recordings/ndjson.js";
import { makeFolder } from "../support/generator.js";

/** `tether status`: what is known by whom, and which of three witnesses stands alone. */

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
