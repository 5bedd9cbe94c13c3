import { expect, test } from "vitest";
import { makeFolder, writeFiles } from "../support/generator.js";
import { json, Project, twin } from "./support.js";

const empty = {
  "spec/openapi.yaml": "openapi: 3.1.1\ninfo: { title: Lots, version: '1' }\npaths: {}\n",
};
const string = { type: "string" };
const integer = { type: "integer" };

/** A page with its own copy of the schema that all pages use. */
const page = (name: string, properties: object, required: readonly string[] = []) =>
  twin(
    `Get ${name}`,
    `GET /${name}`,
    { responses: { 200: json({ $ref: "#/components/schemas/Lot" }) } },
    { schemas: { Lot: { type: "object", properties, ...(required.length > 0 && { required }) } } },
  );

const toldBy = ({ warnings, drift }: Awaited<ReturnType<Project["look"]>>) => [
  ...warnings.map(({ code, message }) => `${code}: ${message}`),
  ...drift,
];
const lotOf = (project: Project) =>
  (project.read("openapi.yaml") as { components?: { schemas: Record<string, object> } }).components
    ?.schemas["Lot"];

const wide = page("a", { id: string, weight: integer }, ["id", "weight"]);
const narrow = page("b", { id: string, maker: { type: "object", properties: { name: string } } }, [
  "id",
]);
const other = page("c", { id: string, maker: { type: "object", properties: { town: string } } }, [
  "id",
]);

test.each([
  ["in this order", [wide, narrow, other]],
  ["in another", [narrow, other, wide]],
  ["in a third", [other, wide, narrow]],
])(
  "fields that some pages show of a shared schema are not missing on the others, %s",
  async (_, pages) => {
    const project = new Project(empty);
    const folder = makeFolder(Object.fromEntries(pages.map((text, at) => [`${at}.md`, text])));
    const first = await project.capture(folder);
    expect(first.warnings).toEqual([]);
    expect(lotOf(project)).toMatchObject({
      properties: {
        id: string,
        weight: integer,
        maker: { properties: { name: string, town: string } },
      },
      required: expect.arrayContaining(["id", "weight"]),
    });
    const second = await project.look(folder);
    expect([toldBy(second), second.differences]).toEqual([[], []]);
    // Also if one of the pages is captured alone.
    const [alone] = await Promise.all([project.look(`${folder}/0.md`)]);
    expect([toldBy(alone), alone.differences]).toEqual([[], []]);
  },
);

test("a field goes with the last page that shows it", async () => {
  const project = new Project(empty);
  const folder = makeFolder({ "a.md": wide, "b.md": page("b", { id: string, weight: integer }) });
  await project.capture(folder);
  writeFiles(folder, { "b.md": page("b", { id: string }) });
  await project.capture(folder);
  expect(lotOf(project)).toMatchObject({ properties: { weight: integer } });
  writeFiles(folder, { "a.md": page("a", { id: string }) });
  const { warnings } = await project.capture(folder);
  expect(warnings).toEqual([]);
  expect(lotOf(project)).not.toHaveProperty("properties.weight");
  expect(lotOf(project)).not.toHaveProperty("required");
});

test("a field that no page shows is still a contradiction, and told once", async () => {
  const project = new Project({
    "spec/openapi.yaml": `${empty["spec/openapi.yaml"]}components: { schemas: { Lot: { type: object, properties: { ours: { type: string } } } } }\n`,
  });
  const folder = makeFolder({ "a.md": wide });
  const first = await project.capture(folder);
  expect(first.conflicts).toMatchObject([{ what: expect.stringContaining("ours") }]);
  const second = await project.capture(folder);
  expect(second.conflicts).toMatchObject([{ isKnown: true }]);
  expect([second.drift, second.differences]).toEqual([[], []]);
});

test("pages that contradict each other about a shared schema do so once", async () => {
  const project = new Project(empty);
  const pages = { "a.md": wide, "b.md": page("b", { id: integer, weight: integer }, ["weight"]) };
  const folder = makeFolder(pages);
  const first = await project.capture(folder);
  expect(first.conflicts).toHaveLength(2);
  const second = await project.capture(folder);
  expect(second.conflicts).toMatchObject([{ isKnown: true }, { isKnown: true }]);
  expect([second.drift, second.differences]).toEqual([[], []]);
});
