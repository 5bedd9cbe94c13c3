import { describe, expect, test } from "vitest";
import type { Files } from "../support/generator.js";
import { json, Project, twin } from "./support.js";

type Fields = Record<string, unknown>;

const header = "openapi: 3.1.1\ninfo: { title: Gateway, version: '1' }\n";
const empty = { "spec/openapi.yaml": `${header}paths: {}\n` };
const path = "POST /v1/chat/completions";

/** The page of one model. */
function model(title: string, properties: object, more: object = {}, required = ["model"]): string {
  const schema = { type: "object", properties, required };
  return twin(
    title,
    path,
    {
      requestBody: { required: true, content: { "application/json": { schema } } },
      responses: { 200: json({ type: "object", properties: { id: { type: "string" } } }) },
      ...more,
    },
    { folder: `Models/${title}`, id: String(4_200_000 + title.length * 100 + title.charCodeAt(0)) },
  );
}

const string = { type: "string" };
const integer = { type: "integer" };

interface Spec {
  readonly paths: Record<
    string,
    Record<string, Fields & { "x-provenance": Record<string, Fields> }>
  >;
  readonly "x-sources": Record<string, { title: string }>;
  readonly components?: { schemas: Record<string, Fields> };
}

function operationOf(project: Project) {
  const spec = project.read("openapi.yaml") as unknown as Spec;
  const operation = spec.paths["/v1/chat/completions"]?.["post"];
  if (!operation) throw new Error("there is no such operation");
  const contentOf = (part: unknown) =>
    (part as { content: Record<string, { schema: Fields }> }).content["application/json"]?.schema;
  return {
    spec,
    operation,
    body: contentOf(operation["requestBody"]),
    answer: contentOf((operation["responses"] as Fields)["200"]),
    titlesOf: (sources: unknown) => (sources as string[]).map((id) => spec["x-sources"][id]?.title),
  };
}

describe("pages of one operation, one for each model", () => {
  const pages: Files = {
    "a.md": model("Alpha", { model: string, messages: { type: "array", items: string } }),
    "b.md": model("Beta", { model: string, prompt: string }),
    "c.md": model("Gamma", { model: string, prompt: string }),
  };

  test("become one, whose forms have the pages' titles; what agrees is there once", async () => {
    const project = new Project(empty);
    const { duplicates, warnings } = await project.capture(pages);
    expect([duplicates, warnings]).toEqual([[], []]);
    const { operation, body, answer, titlesOf } = operationOf(project);
    expect(body).toMatchObject({
      oneOf: [
        { title: "Alpha", properties: { model: string, messages: { type: "array" } } },
        { title: "Beta, Gamma", properties: { model: string, prompt: string } },
      ],
    });
    expect(body).not.toHaveProperty("discriminator");
    expect(answer).toEqual({ type: "object", properties: { id: string } });
    // The folder that they share is the group, and none of their titles is the operation's.
    expect(operation).toMatchObject({
      tags: ["Models"],
      summary: path,
      requestBody: { required: true },
      "x-provenance": {
        title: { level: "inferred", because: expect.stringContaining("3 pages") },
        method: { level: "documented" },
        path: { level: "documented" },
      },
    });
    const { "x-provenance": known } = operation;
    for (const { sources } of Object.values(known)) {
      expect(titlesOf(sources)).toEqual(["Alpha", "Beta", "Gamma"]);
    }
    const forms = (body as { oneOf: { "x-provenance": { sources: string[] } }[] }).oneOf;
    expect(forms.map((form) => titlesOf(form["x-provenance"].sources))).toEqual([
      ["Alpha"],
      ["Beta", "Gamma"],
    ]);
    // The rest is about this repository's spec alone.
    expect(project.problems().filter((problem) => !/slash|x-client/.test(problem))).toEqual([]);
  });

  test("stay as they are in a second run; one page edited is one difference, on that page", async () => {
    const project = new Project(empty);
    await project.capture(pages);
    const again = await project.look(pages);
    expect([again.drift, again.differences]).toEqual([[], []]);
    const edited = {
      ...pages,
      "a.md": model("Alpha", { model: integer, messages: { type: "array", items: string } }),
    };
    const report = await project.capture(edited);
    expect(report.drift).toHaveLength(1);
    expect(report.drift[0]).toMatch(
      /oneOf 1, model, type: string in the spec, integer on .*a\.md$/,
    );
    expect((await project.look(edited)).differences).toEqual([]);
  });

  test("may become more, and fewer", async () => {
    const project = new Project(empty);
    const { "c.md": gamma = "", ...two } = pages;
    await project.capture({ "b.md": pages["b.md"] ?? "" });
    await project.capture(two);
    expect(operationOf(project).body).toMatchObject({
      oneOf: [{ title: "Alpha" }, { title: "Beta" }],
    });
    await project.capture({ ...two, "c.md": gamma });
    expect(operationOf(project).body).toMatchObject({
      oneOf: [{ title: "Alpha" }, { title: "Beta, Gamma" }],
    });
    expect((await project.look({ ...two, "c.md": gamma })).differences).toEqual([]);
    await project.capture({ "c.md": gamma, "a.md": pages["a.md"] ?? "" });
    expect(operationOf(project).body).toMatchObject({
      oneOf: [{ title: "Alpha" }, { title: "Gamma" }],
    });
  });

  test("unite their parameters and answers honestly", async () => {
    const query = (name: string, schema: object, required: boolean) => ({
      name,
      in: "query",
      required,
      schema,
    });
    const project = new Project(empty);
    await project.capture({
      "a.md": model(
        "Alpha",
        {},
        {
          parameters: [
            query("all", string, true),
            query("one", string, true),
            query("kind", string, false),
          ],
          responses: { 200: json(string), 429: json(string) },
        },
      ),
      "b.md": model(
        "Beta",
        {},
        {
          parameters: [query("all", string, true), query("kind", integer, false)],
          responses: { 200: json(integer) },
        },
      ),
    });
    const { operation, answer, titlesOf } = operationOf(project);
    const parameters = operation["parameters"] as (Fields & { "x-provenance": Fields })[];
    expect(
      parameters.map(({ "x-provenance": known, ...rest }) => [rest, titlesOf(known["sources"])]),
    ).toEqual([
      [{ name: "all", in: "query", required: true, schema: string }, ["Alpha", "Beta"]],
      [{ name: "one", in: "query", schema: string }, ["Alpha"]],
      [{ name: "kind", in: "query", schema: { anyOf: [string, integer] } }, ["Alpha", "Beta"]],
    ]);
    expect(answer).toMatchObject({
      oneOf: [
        { title: "Alpha", ...string },
        { title: "Beta", ...integer },
      ],
    });
    expect(Object.keys(operation["responses"] as object)).toEqual(["200", "429"]);
  });

  test.each<[string, (index: number) => { properties: object; required?: string[] }, boolean]>([
    [
      "a constant that differs on every page",
      (index) => ({ properties: { model: { const: `m-${index}` } } }),
      true,
    ],
    [
      "an enum of one value",
      (index) => ({ properties: { model: { type: "string", enum: [`m-${index}`] } } }),
      true,
    ],
    [
      "one that two pages share",
      (index) => ({
        properties: { model: { const: `m-${Math.min(index, 1)}` }, [`p${index}`]: string },
      }),
      false,
    ],
    [
      "one that may be missing",
      (index) => ({ properties: { model: { const: `m-${index}` } }, required: [] }),
      false,
    ],
    [
      "two values on one page",
      (index) => ({ properties: { model: { enum: [`m-${index}`, `n-${index}`] } } }),
      false,
    ],
    [
      "only a default",
      (index) => ({ properties: { model: { type: "string", default: `m-${index}` } } }),
      false,
    ],
  ])("have a discriminator by %s: %#", async (_, of, want) => {
    const project = new Project(empty);
    const titles = ["Alpha", "Beta", "Gamma"];
    const files = titles.map((title, index): [string, string] => {
      const { properties, required } = of(index);
      return [`${index}.md`, model(title, properties, {}, required)];
    });
    await project.capture(Object.fromEntries(files));
    const { body, spec } = operationOf(project);
    const { discriminator, oneOf } = body as { discriminator?: Fields; oneOf: Fields[] };
    expect(oneOf).toHaveLength(3);
    const schemas = spec.components?.schemas ?? {};
    const formOf = ({ $ref, ...form }: Fields) =>
      schemas[String($ref).split("/").pop() ?? ""] ?? form;
    expect(oneOf.map((form) => formOf(form)["title"])).toEqual(titles);
    expect(discriminator !== undefined).toBe(want);
    if (discriminator) {
      const refs = oneOf.map(({ $ref }) => $ref);
      expect(discriminator).toEqual({
        propertyName: "model",
        mapping: { "m-0": refs[0], "m-1": refs[1], "m-2": refs[2] },
      });
      const names = Object.keys(schemas);
      expect(names.map((name) => `#/components/schemas/${name}`).sort()).toEqual(refs.sort());
    }
    const { differences } = await project.look(Object.fromEntries(files));
    expect(differences).toEqual([]);
  });

  test("are joined by the hundred", async () => {
    const project = new Project(empty);
    const files = Array.from({ length: 108 }, (_, index): [string, string] => [
      `${index}.md`,
      twin(`model ${index}`, path, {
        requestBody: {
          content: {
            "application/json": {
              schema: { type: "object", properties: { [`p${index % 54}`]: string } },
            },
          },
        },
        responses: { 200: json(string) },
      }),
    ]);
    const report = await project.capture(Object.fromEntries(files));
    expect(report).toMatchObject({ pages: 108, operations: 1, duplicates: [] });
    expect(operationOf(project).body?.["oneOf"]).toHaveLength(54);
    expect((await project.look(Object.fromEntries(files))).differences).toEqual([]);
  });

  test.each<[string, string]>([
    ["with provenance", "paths: {}"],
    ["without", "paths: { /z: { get: { summary: Z, responses: { '200': { description: a } } } } }"],
  ])("are all known to a navigation, %s", async (_, paths) => {
    const project = new Project({ "spec/openapi.yaml": `${header}${paths}\n` });
    await project.capture(pages);
    const navigation = "- Models\n- AlphaPOST\n- BetaPOST\n- GammaPOST\n- DeltaPOST\n";
    const { unlisted } = await project.look({ ...pages, "nav.txt": navigation });
    expect(unlisted.map(({ title }) => title)).toEqual(["Delta"]);
  });

  test("that go away are gone, each; the others stay", async () => {
    const project = new Project(empty);
    const at = (title: string) => `https://d.test/${title.toLowerCase()}`;
    await project.capture({
      "llms-full.txt": Object.values(pages)
        .map((page) => page.replace("\n", `\nSource: ${at(/# (\w+)/.exec(page)?.[1] ?? "")}\n`))
        .join("\n"),
    });
    const { mergeCaptured } = await import("../../generator/capture/merge/index.js");
    const { gone } = mergeCaptured(project.entry, [], { completeHosts: ["d.test"] });
    expect(gone.map(({ page }) => page)).toEqual(["Alpha", "Beta", "Gamma"].map(at));
  });

  test("of one title are copies, of which the first is used", async () => {
    const project = new Project(empty);
    const { duplicates } = await project.look({
      "a.md": model("Alpha", { model: string }),
      "b.md": model("Alpha", { model: integer }),
    });
    expect(duplicates).toMatchObject([{ operation: path }]);
  });
});
