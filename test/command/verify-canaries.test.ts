import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { json, serve } from "../runtime/server.js";
import { type Run, tether } from "../support/command-line.js";
import { makeFolder } from "../support/generator.js";

/** No value of a recording or of a service is in anything that is printed or written. */
const server = await serve();
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

/** A value in the look that it has where it stands; all are found by one pattern. */
const canary = {
  word: (place: string) => `canary${place}`,
  mail: (place: string) => `canary.${place}@shop.example`,
  id: (place: string) => `CANARY${place}7f3a`,
};
const pattern = /canary|7f3a/i;

const ok = (schema: object) => ({ description: "OK", content: { "application/json": { schema } } });
const part = { $ref: "#/components/schemas/Part" };
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const spec = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  servers: [{ url: "https://api.shop.example/v1" }],
  security: [{ apiKey: [] }],
  paths: {
    "/parts/": {
      get: {
        operationId: "listParts",
        parameters: [{ name: "q", in: "query", schema: { type: "string", maxLength: 3 } }],
        responses: { 200: ok({ type: "array", items: part }) },
      },
      post: {
        operationId: "addPart",
        requestBody: { content: { "application/json": { schema: part } } },
        responses: { 201: ok(part) },
      },
    },
    "/parts/{id}/": {
      get: { operationId: "getPart", parameters: [id], responses: { 200: { description: "" } } },
    },
  },
  components: {
    securitySchemes: { apiKey: { type: "apiKey", in: "header", name: "X-Api-Key" } },
    schemas: {
      Part: {
        type: "object",
        required: ["id"],
        properties: {
          id: { type: "string" },
          state: { enum: ["open"] },
          note: { type: "string", maxLength: 3 },
          tags: { type: "object", additionalProperties: { type: "integer" } },
        },
      },
    },
  },
};

const answered = (place: string) => ({
  id: canary.word(`${place}id`),
  state: canary.word(`${place}state`),
  note: `A note of ${canary.mail(place)}`,
  owner: canary.mail(`${place}owner`),
  tags: { [canary.mail(`${place}tag`)]: canary.word(`${place}tagged`) },
  [canary.id(`${place}member`)]: [canary.word(`${place}deep`)],
});

function entry(method: string, target: string, sent: object | undefined, status: number) {
  const fields = (place: string) => [
    { name: "X-Api-Key", value: canary.word(`${place}key`) },
    { name: "Cookie", value: `sid=${canary.word(`${place}cookie`)}` },
    { name: "X-Trace", value: canary.id(`${place}trace`) },
    { name: "Content-Type", value: `application/json; note=${canary.word(`${place}type`)}` },
  ];
  const text = JSON.stringify(answered("back"));
  return {
    startedDateTime: "2026-11-30T10:00:00Z",
    comment: canary.word("comment"),
    request: {
      method,
      url: `https://${canary.word("user")}:${canary.word("password")}@api.shop.example${target}#${canary.word("hash")}`,
      headers: fields("sent"),
      ...(sent && { postData: { mimeType: "application/json", text: JSON.stringify(sent) } }),
    },
    response: {
      status,
      headers: [...fields("back"), { name: "Location", value: `/v1/${canary.id("to")}/` }],
      content: { mimeType: "application/json", text, size: text.length },
    },
  };
}

const recording = {
  log: {
    version: "1.2",
    entries: [
      entry(
        "GET",
        `/v1/parts/?q=${canary.word("q")}&${canary.id("name")}=1&x=${canary.mail("x")}`,
        undefined,
        200,
      ),
      entry("POST", "/v1/parts/", answered("sent"), 201),
      entry("GET", `/v1/parts/${canary.word("path")}/`, undefined, 200),
      entry("GET", `/v1/parts/${canary.word("path")}/`, undefined, 418),
      entry("DELETE", `/v1/parts/${canary.word("path")}/`, undefined, 200),
      entry("GET", `/v1/parts/${canary.word("path")}`, undefined, 200),
      entry("GET", `/v1/orders/${canary.id("order")}/${canary.mail("buyer")}/`, undefined, 200),
    ],
  },
};

/** What was printed and written; the recording itself is left out. */
function saidIn(folder: string, runs: readonly Run[]): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name !== "session.har")
    .map((each) => join(each.parentPath, each.name));
  return Object.fromEntries([
    ...runs.map(({ out, err }, index) => [`run ${index}`, out + err] as const),
    ...files.map((file) => [file.slice(folder.length), readFileSync(file, "utf8")] as const),
  ]);
}

function expectNoCanary(said: Record<string, string>): void {
  for (const [where, text] of Object.entries(said)) {
    const lines = text
      .split("\n")
      .filter((line) => pattern.test(line) || pattern.test(decoded(line)));
    expect([where, lines.slice(0, 3)]).toEqual([where, []]);
  }
}

/** A text as somebody may read it who undoes escapes. */
function decoded(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}|\\u[0-9a-f]{4}/gi, (written) =>
    String.fromCharCode(Number.parseInt(written.replace(/%|\\u/, ""), 16)),
  );
}

const formats = ["text", "json", "markdown", "github", "sarif", "junit"];

test("of a recording", async () => {
  const folder = makeFolder({
    "openapi.json": JSON.stringify(spec, undefined, 2),
    "session.har": JSON.stringify(recording),
  });
  const verify = (...args: string[]) =>
    tether(folder, "verify", "session.har", "--spec", "openapi.json", ...args);
  const runs: Run[] = [];
  for (const format of formats) {
    runs.push(await verify("--format", format));
    runs.push(await verify("--format", format, "--output", `report.${format}`));
  }
  runs.push(await verify("--overlay-out", "overlay.yaml"));
  const { findings } = JSON.parse(runs[2]?.out ?? "") as {
    findings: readonly { rule: string; fingerprint: string }[];
  };
  const rules = new Set(findings.map(({ rule }) => rule));
  for (const rule of ["answer-member-unknown", "path-unknown", "path-slash", "parameter-value"])
    expect(rules).toContain(rule);
  const day = ["--reason", "known", "--until", "2999-01-01"];
  const list = ["--file", ".tether-allow-verify.yaml"];
  for (const { fingerprint } of findings)
    runs.push(await tether(folder, "allow", fingerprint, ...day, ...list));
  runs.push(await verify());
  runs.push(await tether(folder, "capture", "session.har", "--spec", "openapi.json"));
  runs.push(await tether(folder, "status", "--spec", "openapi.json"));
  runs.push(await tether(folder, "status", "--spec", "openapi.json", "--json"));
  expect(runs.filter(({ code }) => code === 2)).toEqual([]);
  expectNoCanary(saidIn(folder, runs));
});

test("of a service that is asked", async () => {
  server.respond = (response, { target }) => {
    const one = { ...answered("back"), id: canary.word("id") };
    response.setHeader("x-trace", canary.id("trace"));
    response.setHeader("set-cookie", `sid=${canary.word("cookie")}`);
    const isList = /\/parts\/(?:\?.*)?$/.test(target);
    const status = isList || target.includes(one.id) ? 200 : 404;
    json(isList ? [one] : status === 200 ? one : { detail: canary.word("detail") }, status)(
      response,
      { method: "GET", target, headers: {}, body: Buffer.alloc(0) },
    );
  };
  vi.stubEnv("SHOP_KEY", canary.word("key"));
  const folder = makeFolder({ "openapi.json": JSON.stringify(spec, undefined, 2) });
  const url = `${server.url}/v1`;
  const asking = ["--base-url", url, "--allow-host", new URL(url).host, "--yes", "--rate", "1000"];
  const common = ["--spec", "openapi.json", ...asking, "--auth", "SHOP_KEY"];
  const runs: Run[] = [];
  for (const format of formats)
    runs.push(await tether(folder, "verify", ...common, "--format", format));
  const written = ["--write", "--record", "made.ndjson", "--overlay-out", "overlay.yaml"];
  runs.push(await tether(folder, "verify", ...common, ...written));
  runs.push(await tether(folder, "status", "--spec", "openapi.json", "--json"));
  expect(runs.filter(({ code }) => code === 2)).toEqual([]);
  for (const file of ["made.ndjson", "overlay.yaml", "observations/operations.json"])
    expect([file, existsSync(join(folder, file))]).toEqual([file, true]);
  expectNoCanary(saidIn(folder, runs));
});
