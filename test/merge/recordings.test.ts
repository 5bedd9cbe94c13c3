import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { mergeRecordings, writeCaptured } from "../../generator/capture/index.js";
import { type Fields, fieldsOf } from "../../generator/openapi/index.js";
import { makeFolder, readFiles, writeFiles } from "../support/generator.js";
import { wrongInObservations } from "../support/observations-schema.js";

interface Line {
  readonly sent: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: unknown;
  readonly status?: number;
  readonly answer?: unknown;
  readonly at?: string;
}

/** A recording in NDJSON. */
function ndjson(...lines: readonly Line[]): string {
  return lines
    .map(({ sent, headers = [], body, status = 200, answer, at = "2026-11-30T10:00:00Z" }) => {
      const [method, target = ""] = sent.split(" ");
      const json = (value: unknown) =>
        value === undefined
          ? {}
          : { body: { text: JSON.stringify(value), mediaType: "application/json" } };
      return JSON.stringify({
        schemaVersion: 1,
        startedAt: at,
        request: {
          method,
          url: new URL(target, "https://api.test").href,
          headers: [["user-agent", "test/1"], ...headers],
          ...json(body),
        },
        response: { status, headers: [], ...json(answer) },
      });
    })
    .join("\n");
}

/** A spec in a folder of its own, and recordings beside it. */
class Project {
  readonly folder: string;

  constructor(spec?: string) {
    this.folder = makeFolder(spec === undefined ? {} : { "spec.yaml": spec });
  }

  capture(name: string, ...lines: readonly Line[]) {
    writeFiles(this.folder, { [name]: ndjson(...lines) });
    return this.again(name);
  }

  again(...names: string[]) {
    const report = mergeRecordings({
      recordings: names.map((name) => join(this.folder, name)),
      target: join(this.folder, "spec.yaml"),
      isNew: false,
    });
    writeCaptured(report);
    const store = readFiles(this.folder)["observations/operations.json"];
    if (store !== undefined) expect(wrongInObservations(store)).toEqual([]);
    return report;
  }

  get spec(): Fields {
    return parse(readFileSync(join(this.folder, "spec.yaml"), "utf8")) as Fields;
  }

  operation(method: string, path: string): Fields {
    return fieldsOf(fieldsOf(fieldsOf(this.spec["paths"])[path])[method]);
  }
}

const documented = "{ level: documented, sources: [docs] }";

/** An operation of which the docs give the title and the answer, but neither path nor request. */
const guessed = `openapi: 3.1.1
info: { title: Shop, version: "1" }
servers: [{ url: https://api.test/v1 }]
paths:
  /parts/{mpn}/:
    # A hand-written comment.
    patch:
      operationId: changePart
      parameters:
        - { name: mpn, in: path, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: {} } } }
      responses:
        "200": { description: OK, content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
      x-provenance:
        title: ${documented}
        method: ${documented}
        path: { level: inferred, because: By analogy. }
        request: { level: undocumented }
        response: ${documented}
x-sources:
  docs: { title: Docs, shows: All. }
`;

describe("a spec and a recording", () => {
  test("what is inferred or undocumented becomes observed; what is documented stays", () => {
    const project = new Project(guessed);
    const report = project.capture(
      "shop.ndjson",
      { sent: "PATCH /v1/parts/red/", body: { size: 1 }, answer: { a: 1, b: 2 } },
      { sent: "PATCH /v1/parts/red/", body: {}, status: 400, answer: { size: ["no"] } },
    );
    const operation = project.operation("patch", "/parts/{mpn}/");
    const seen = { first: "2026-11-30", last: "2026-11-30", sources: ["shop"] };
    expect(operation["x-provenance"]).toEqual({
      title: { level: "documented", sources: ["docs"] },
      method: { level: "documented", sources: ["docs"] },
      path: { level: "observed", seen: 2, of: 2, ...seen },
      request: { level: "observed", seen: 1, of: 1, ...seen },
      response: { level: "documented", sources: ["docs"] },
    });
    expect(operation["requestBody"]).toEqual({
      content: {
        "application/json": {
          schema: { type: "object", properties: { size: { type: "integer" } } },
        },
      },
      "x-provenance": { level: "observed", seen: 1, of: 1, ...seen },
    });
    expect(Object.keys(fieldsOf(operation["responses"]))).toEqual(["200"]);
    expect(JSON.stringify(operation["responses"])).not.toContain('"b"');
    expect(fieldsOf(project.spec["x-sources"])).toHaveProperty("shop");
    expect(readFileSync(join(project.folder, "spec.yaml"), "utf8")).toContain(
      "# A hand-written comment.",
    );
    expect(report.changes.map(({ what }) => what)).toEqual([
      "PATCH /parts/{mpn}/: path, provenance",
      "PATCH /parts/{mpn}/: request body",
      "PATCH /parts/{mpn}/: request, provenance",
    ]);
  });

  test("a spec that has all of it, without provenance, stays as it is", () => {
    const known = `openapi: 3.1.1
info: { title: Shop, version: "1" }
servers: [{ url: https://api.test/v1 }]
paths:
  /parts/{mpn}/:
    parameters: [{ name: mpn, in: path, required: true, schema: { type: string } }]
    get:
      responses: { "200": { description: OK } }
`;
    const project = new Project(known);
    const report = project.capture("shop.ndjson", { sent: "GET /v1/parts/red/", answer: {} });
    expect(report.changes).toEqual([]);
    expect(readFileSync(join(project.folder, "spec.yaml"), "utf8")).toBe(known);
    expect(existsSync(join(project.folder, "observations/operations.json"))).toBe(true);
    // What it lacks is added to it, with where that is from.
    project.capture("more.ndjson", { sent: "GET /v1/parts/red/?limit=3", answer: {} });
    const { parameters } = project.operation("get", "/parts/{mpn}/") as { parameters: Fields[] };
    expect(parameters.map(({ name }) => name)).toEqual(["limit"]);
    expect(Object.keys(fieldsOf(project.spec["x-sources"]))).toEqual(["shop", "more"]);
  });

  test("members of a parameter that is an object are no parameters of their own", () => {
    const project = new Project(`openapi: 3.1.1
info: { title: Shop, version: "1" }
servers: [{ url: https://api.test/v1 }]
paths:
  /parts/:
    get:
      parameters:
        - { name: q, in: query, style: deepObject, schema: { type: object } }
        - { name: page, in: query, schema: { $ref: "#/components/schemas/Page" } }
        - { name: sort, in: query, explode: false, schema: { $ref: "#/components/schemas/Page" } }
      responses: { "200": { description: OK } }
components:
  schemas: { Page: { type: object, properties: { size: { type: integer } } } }
`);
    const sent = "GET /v1/parts/?q[mpn]=A&q[of][id]=1&size=2&sort=size,3&qx[a]=1&other=1";
    project.capture("shop.ndjson", { sent, answer: {} });
    const { parameters } = project.operation("get", "/parts/") as { parameters: Fields[] };
    expect(parameters.map(({ name }) => name)).toEqual(["q", "page", "sort", "other", "qx[a]"]);
  });

  test("a second run with the same recording changes nothing", () => {
    const project = new Project(guessed);
    project.capture("shop.ndjson", { sent: "PATCH /v1/parts/red/", body: { size: 1 } });
    expect(project.again("shop.ndjson")).toMatchObject({ differences: [], changes: [] });
    // Also under another name, or with another one beside it.
    const same = readFileSync(join(project.folder, "shop.ndjson"), "utf8");
    writeFiles(project.folder, { "copy.ndjson": same });
    expect(project.again("copy.ndjson", "shop.ndjson")).toMatchObject({ differences: [] });
  });

  test("recordings add up", () => {
    const project = new Project(guessed);
    project.capture("a.ndjson", {
      sent: "GET /v1/lots/",
      answer: [{ id: 1 }],
      at: "2026-11-01T00:00:00Z",
    });
    project.capture("b.ndjson", { sent: "GET /v1/lots/", answer: [{ id: 2, open: true }] });
    const response = fieldsOf(fieldsOf(project.operation("get", "/lots/")["responses"])["200"]);
    expect(response["x-provenance"]).toEqual({
      level: "observed",
      seen: 2,
      of: 2,
      first: "2026-11-01",
      last: "2026-11-30",
      sources: ["a", "b"],
    });
    expect(response["content"]).toEqual({
      "application/json": {
        schema: {
          type: "array",
          items: {
            type: "object",
            properties: {
              id: { type: "integer" },
              open: {
                type: "boolean",
                "x-provenance": { level: "observed", seen: 1, of: 2, sources: ["a", "b"] },
              },
            },
          },
        },
      },
    });
  });

  test("calls to other servers, and what never succeeded, are told and not written", () => {
    const project = new Project(guessed);
    const report = project.capture(
      "a.ndjson",
      { sent: "GET /v1/lots/" },
      { sent: "GET https://other.test/v1/secret/" },
      { sent: "GET /v1/refused/", status: 404 },
    );
    expect(report.warnings.map(({ message }) => message.replace(/^.*ndjson: /, ""))).toEqual([
      "1 call: they went to 1 other server",
      "1 call: no call of their operation succeeded",
    ]);
    expect(JSON.stringify(readFiles(project.folder)["observations/operations.json"])).not.toContain(
      "refused",
    );
  });

  test("a recording of another API is refused, with nothing written", () => {
    const project = new Project(guessed);
    expect(() => project.capture("a.ndjson", { sent: "GET https://other.test/a" })).toThrow(
      "no call goes to a server of the spec (https://api.test/v1), only to https://other.test",
    );
    expect(existsSync(join(project.folder, "observations"))).toBe(false);
  });
});

test("no value of a recording gets into what is written or said", () => {
  const folder = makeFolder();
  const c = (name: string) => `CANARY${name}7f3a`;
  const text = ndjson(
    {
      sent: `POST /parts/${c("path")}/x?limit=${c("query")}&${c("name")}=1&api_key=${c("key")}`,
      headers: [
        ["authorization", `Bearer ${c("token")}`],
        ["x-api-key", c("header")],
        ["cookie", `session=${c("cookie")}`],
        ["x-other", c("other")],
      ],
      body: { name: c("body"), list: [c("item")], map: { [c("member")]: c("value") } },
      answer: { name: c("answer"), at: "2026-11-30", [`${c("top")}`]: 1 },
    },
    { sent: "POST /parts/2/x", headers: [["authorization", c("bare")]], answer: {} },
    { sent: `GET /refused/${c("refused")}`, status: 404, answer: { detail: c("failure") } },
    { sent: `GET /form?a=${c("form")}`, body: { a: 1 }, answer: c("text") },
    { sent: `GET https://user:${c("password")}@api.test/plain#${c("fragment")}` },
    { sent: "GET /cut", answer: { a: c("cut") } },
    { sent: `GET https://${c("host")}.other.test/a`, answer: {} },
  );
  writeFiles(folder, {
    "calls.ndjson": `${text}\n{"schemaVersion":1,"request":{"url":"${c("broken")}`,
  });
  for (const isNew of [true, false]) {
    const target = join(folder, "spec.yaml");
    const report = mergeRecordings({ recordings: [join(folder, "calls.ndjson")], target, isNew });
    writeCaptured(report);
    const { "calls.ndjson": _, ...written } = readFiles(folder);
    const said = JSON.stringify({ ...report, written });
    expect(said.match(/CANARY\w*/gi)).toBeNull();
    expect(report.warnings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("1 call: they went to 1 other server"),
    );
    expect(said).toContain("/parts/{part_id}/x");
  }
});
