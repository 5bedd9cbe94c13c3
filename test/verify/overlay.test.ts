import { cpSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfigured, readConfig } from "../../generator/config/index.js";
import { readContract } from "../../generator/contract/index.js";
import { loadSpec, readSource, type Spec } from "../../generator/load/index.js";
import { overlayFiles, verifyRecordings } from "../../generator/verify/index.js";
import { type Line, ndjson } from "../recordings/ndjson.js";
import { type Files, makeFolder, readFiles } from "../support/generator.js";

/** What a service shows is brought into the spec by overlays, in whatever files and version it is. */

const integer = { type: "integer" };
const text = { type: "string" };
const info = { title: "Shop", version: "1" };
const detail = { type: "object", properties: { detail: text } };
const newPart = { type: "object", required: ["mpn"], properties: { mpn: text } };
const part = {
  type: "object",
  additionalProperties: false,
  required: ["id", "mpn"],
  properties: {
    id: integer,
    mpn: { type: "string", maxLength: 5 },
    state: { type: "string", enum: ["open"] },
    added: { type: "string", format: "date-time" },
    list: {
      type: "array",
      items: { type: "object", required: ["uid"], properties: { uid: integer } },
    },
  },
};

/** An API in each version: its path, and what that refers to. */
interface Written {
  readonly head: object;
  readonly path: (part: string, gone: string) => object;
  readonly gone: object;
  /** Where components are. */
  readonly sections: readonly [schemas: string, responses: string];
}

const json = (schema: object) => ({ content: { "application/json": { schema } } });

const openapi = (version: string): Written => ({
  head: { openapi: version, info, servers: [{ url: "https://api.test" }] },
  sections: ["components/schemas", "components/responses"],
  gone: { description: "Gone", ...json(detail) },
  path: (part, gone) => {
    const id = { name: "id", in: "path", required: true, schema: integer };
    const size = { type: "integer", maximum: 9 };
    const fields = { mpn: { type: "string", maxLength: 3 }, rev: integer };
    const form = { schema: { type: "object", required: ["mpn"], properties: fields } };
    return {
      get: {
        parameters: [id, { name: "size", in: "query", required: true, schema: size }],
        responses: { 200: { description: "OK", ...json({ $ref: part }) }, 404: { $ref: gone } },
      },
      post: {
        parameters: [id],
        requestBody: json(newPart),
        responses: { 201: { description: "OK" } },
      },
      put: {
        parameters: [id],
        requestBody: { content: { "application/x-www-form-urlencoded": form } },
        responses: { 200: { description: "OK" } },
      },
    };
  },
});

const swagger: Written = {
  head: {
    ...{ swagger: "2.0", info, host: "api.test", schemes: ["https"] },
    produces: ["application/json"],
  },
  sections: ["definitions", "responses"],
  gone: { description: "Gone", schema: detail },
  path: (part, gone) => {
    const id = { name: "id", in: "path", required: true, ...integer };
    const size = { name: "size", in: "query", required: true, type: "integer", maximum: 9 };
    const mpn = { name: "mpn", in: "formData", required: true, type: "string", maxLength: 3 };
    return {
      get: {
        parameters: [id, size],
        responses: { 200: { description: "OK", schema: { $ref: part } }, 404: { $ref: gone } },
      },
      post: {
        parameters: [id, { name: "body", in: "body", schema: newPart }],
        responses: { 201: { description: "OK" } },
      },
      put: {
        parameters: [id, mpn, { name: "rev", in: "formData", ...integer }],
        consumes: ["application/x-www-form-urlencoded"],
        responses: { 200: { description: "OK" } },
      },
    };
  },
};

const filesOf = (files: Readonly<Record<string, unknown>>): Files =>
  Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]));

function oneFile({ head, path, gone, sections: [schemas, responses] }: Written): Files {
  const paths = { "/parts/{id}": path(`#/${schemas}/Part`, `#/${responses}/Gone`) };
  const components = { schemas: { Part: part }, responses: { Gone: gone } };
  const own = schemas.startsWith("components")
    ? { components }
    : { definitions: components.schemas, responses: components.responses };
  return filesOf({ "openapi.json": { ...head, paths, ...own } });
}

function severalFiles({ head, path, gone }: Written): Files {
  return filesOf({
    "openapi.json": { ...head, paths: { "/parts/{id}": { $ref: "paths/a part.json" } } },
    "paths/a part.json": path("../schemas.json#/Part", "../answers.json#/Gone"),
    "schemas.json": { Part: part },
    "answers.json": { Gone: gone },
  });
}

const versions: [string, Written][] = [
  ["OpenAPI 3.1", openapi("3.1.0")],
  ["OpenAPI 3.0", openapi("3.0.3")],
  ["Swagger 2.0", swagger],
];
const specs = versions.flatMap(([name, version]): [string, Files][] => [
  [`${name} in one file`, oneFile(version)],
  [`${name} in several files`, severalFiles(version)],
]);

const ask = { sent: "GET /parts/1?size=1" };
const good = { id: 1, mpn: "A" };
const post = { sent: "POST /parts/1", status: 201 };
const put = { sent: "PUT /parts/1" };
const formOf = (text: string) =>
  ({ bodyText: ["application/x-www-form-urlencoded", text] }) as const;

/** What is exchanged, and the rule that it breaks. */
const cases: [string, Line, string][] = [
  ["an unknown member", { ...ask, answer: { ...good, price: 1 } }, "answer-member-unknown"],
  ["a missing member", { ...ask, answer: { id: 1 } }, "answer-member-missing"],
  ["another type", { ...ask, answer: { ...good, mpn: 1 } }, "answer-type"],
  ["null", { ...ask, answer: { ...good, mpn: null } }, "answer-null"],
  ["a new value", { ...ask, answer: { ...good, state: "lost" } }, "answer-value-unknown"],
  ["another format", { ...ask, answer: { ...good, added: "soon" } }, "answer-format"],
  ["too long", { ...ask, answer: { ...good, mpn: "ABCDEF" } }, "answer-limit"],
  ["an item", { ...ask, answer: { ...good, list: [{}] } }, "answer-member-missing"],
  ["an undeclared status", { ...ask, status: 202, answer: good }, "status-undeclared"],
  ["no JSON", { ...ask, answerText: ["text/html", "<p>"] }, "answer-type-undeclared"],
  [
    "no JSON in a shared answer",
    { ...ask, status: 404, answerText: ["text/html", "<p>"] },
    "answer-type-undeclared",
  ],
  ["a shared answer", { ...ask, status: 404, answer: { detail: 1 } }, "answer-type"],
  ["a body where none is", { ...post, body: { mpn: "A" }, answer: {} }, "answer-body-undeclared"],
  [
    "an undeclared parameter",
    { sent: "GET /parts/1?size=1&q=x", answer: good },
    "parameter-unknown",
  ],
  ["a parameter too large", { sent: "GET /parts/1?size=10", answer: good }, "parameter-value"],
  ["another kind of parameter", { sent: "GET /parts/1?size=x", answer: good }, "parameter-value"],
  ["no parameter", { sent: "GET /parts/1", answer: good }, "parameter-missing"],
  ["an incomplete body", { ...post, body: {} }, "body-member-missing"],
  ["another body", { ...post, bodyText: ["text/csv", "A"] }, "body-type-undeclared"],
  ["an unknown method", { sent: "PATCH /parts/1", body: {}, answer: {} }, "method-unknown"],
  ["a long field", { ...put, ...formOf("mpn=ABCD") }, "body-value"],
  ["a missing field", { ...put, ...formOf("rev=1") }, "body-member-missing"],
  ["another kind of field", { ...put, ...formOf("mpn=A&rev=x") }, "body-value"],
];

async function verify(folder: string, ...lines: readonly Line[]) {
  const spec = await loadConfigured(
    await readConfig({ config: join(folder, "tether.config.json") }),
  );
  const at = makeFolder({ "a.ndjson": ndjson("https://api.test", ...lines) });
  const { findings } = verifyRecordings(spec, { recordings: [join(at, "a.ndjson")] });
  return { spec, findings };
}

/** Writes the overlays of what is found, and lists them in the config. */
async function mend(folder: string, ...lines: readonly Line[]): Promise<string[]> {
  const config = await readConfig({ config: join(folder, "tether.config.json") });
  const { spec, findings } = await verify(folder, ...lines);
  const configured = await Promise.all((config.overlays ?? []).map((path) => readSource(path)));
  const files = overlayFiles(
    findings,
    join(folder, "overlays", "fix.json"),
    spec.files[0] ?? "",
    configured,
  );
  for (const { path, text } of files) writeFileSync(path, text);
  const overlays = Object.keys(readFiles(join(folder, "overlays"))).filter(
    (name) => name !== ".keep",
  );
  writeFileSync(
    join(folder, "tether.config.json"),
    JSON.stringify({
      spec: "openapi.json",
      overlays: overlays.map((name) => `overlays/${name}`),
    }),
  );
  return overlays;
}

const folderOf = (files: Files) =>
  makeFolder({
    ...files,
    "tether.config.json": '{ "spec": "openapi.json" }',
    "overlays/.keep": "",
  });

describe.each(specs)("%s", (_, files) => {
  test.each(cases)("%s", async (_, line, rule) => {
    const folder = folderOf(files);
    expect((await verify(folder, line)).findings.map((each) => each.rule)).toEqual([rule]);
    await mend(folder, line);
    const { spec, findings } = await verify(folder, line);
    expect(spec.warnings).toEqual([]);
    expect(findings.map(({ message }) => message)).toEqual([]);
  });
});

describe("overlays", () => {
  const several = severalFiles(openapi("3.1.0"));

  test("are one for each document, which they extend", async () => {
    const folder = folderOf(several);
    const price = { ...ask, answer: { ...good, price: 1 } };
    const query = { sent: "GET /parts/1?size=1&q=x", answer: good };
    expect(await mend(folder, price, query)).toEqual(["fix.paths-a-part.json", "fix.schemas.json"]);
    const read = async (name: string) =>
      (await readSource(join(folder, "overlays", name))).value as { extends?: string };
    expect((await read("fix.schemas.json")).extends).toBe("../schemas.json");
    expect((await read("fix.paths-a-part.json")).extends).toBe("../paths/a%20part.json");
  });

  test("that are written again keep what they did, and mend what an overlay added", async () => {
    const folder = folderOf(several);
    const first = { ...ask, status: 202, answer: good };
    const second = { ...ask, status: 202, answerText: ["text/html", "<p>"] } as const;
    const third = { ...ask, answer: { ...good, price: 1 } };
    await mend(folder, first);
    expect((await verify(folder, first, second, third)).findings).toHaveLength(2);
    await mend(folder, second, third);
    const { findings, spec } = await verify(folder, first, second, third);
    expect([findings, spec.warnings]).toEqual([[], []]);
  });

  test("say where the entry is, however they spell it", async () => {
    const update = { target: "$.info", update: { title: "New" } };
    const titled = async (reference: string) => {
      const overlay = { overlay: "1.0.0", extends: reference, actions: [update] };
      const folder = folderOf({ ...several, "overlays/o.json": JSON.stringify(overlay) });
      const overlays = [join(folder, "overlays/o.json")];
      const spec = await loadSpec(join(folder, "openapi.json"), { overlays });
      const { title } = spec.document["info"] as { title: string };
      return [title, ...spec.warnings.map(({ code }) => code)];
    };
    expect(await titled("../openapi.json")).toEqual(["New"]);
    expect(await titled("https://api.test/openapi.json")).toEqual(["New"]);
    expect(await titled("../schemas.json")).toEqual(["Shop", "overlay-unmatched"]);
    expect(await titled("../openapi.yaml")).toEqual(["Shop", "overlay-elsewhere"]);
  });
});

test.each(["spec/openapi.yaml", "test/swagger/shop/swagger.yaml"])(
  "every operation of %s can be brought up to its service",
  async (file) => {
    const folder = makeFolder();
    cpSync(dirname(file), join(folder, "api"), { recursive: true });
    const entry = join(folder, "api", basename(file));
    const spec = await loadSpec(entry);
    const operations = readContract(spec).operations.filter(({ kind }) => kind === "path");
    const lines = operations.flatMap(({ name: { method, path } }): Line[] => {
      const target = path.replaceAll(/\{[^}]+\}/g, "1");
      return [
        { sent: `${method} /base${target}`, status: 418, answer: { detail: "no" } },
        { sent: `${method} /base${target}`, answerText: ["text/calendar", "BEGIN"] },
      ];
    });
    const rules = ["status-undeclared", "answer-type-undeclared", "answer-body-undeclared"];
    const recording = join(
      makeFolder({ "a.ndjson": ndjson("https://a.test", ...lines) }),
      "a.ndjson",
    );
    const found = (from: Spec) =>
      verifyRecordings(from, {
        recordings: [recording],
        baseUrls: ["https://a.test/base"],
      }).findings;
    const findings = found(spec).filter(({ rule }) => rules.includes(rule));
    expect(findings.length).toBeGreaterThanOrEqual(operations.length);
    const files = overlayFiles(findings, join(folder, "fix.json"), spec.files[0] ?? "");
    for (const { path, text } of files) writeFileSync(path, text);
    const mended = await loadSpec(entry, { overlays: files.map(({ path }) => path) });
    expect(mended.warnings).toEqual(spec.warnings);
    const left = found(mended).filter(({ rule }) => rules.includes(rule));
    expect(left.map(({ message }) => message)).toEqual([]);
  },
);
