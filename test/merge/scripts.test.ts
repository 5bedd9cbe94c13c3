import { describe, expect, test } from "vitest";
import { slug } from "../../generator/capture/merge/page-source.js";
import { json, Project, twin } from "./support.js";

const empty = {
  "spec/openapi.yaml": "openapi: 3.1.1\ninfo: { title: A, version: '1' }\npaths: {}\n",
};
const answer = { responses: { 200: json({ type: "string" }) } };

/** Titles that most ways to make an id of them confuse. */
const titles = [
  "获取用户",
  "删除用户",
  "ユーザーを取得",
  "получить",
  "удалить",
  "الحصول على",
  "🚀",
  "🚀🚀",
  "Größe",
  "Grüße",
  "Get a lot",
  "Get: a lot!",
  "---",
  `${"Get every lot of ".repeat(5)}A`,
  `${"Get every lot of ".repeat(5)}B`,
];

describe("titles and folders in any script", () => {
  const pages = Object.fromEntries(
    titles.map((title, index) => [
      `${10 + index}.md`,
      twin(title, `GET /lots/${index}`, answer, { folder: `${title} 组` }),
    ]),
  );

  test("give sources, tags, ids and snapshots of their own, and a second run is silent", async () => {
    const project = new Project(empty);
    await project.capture(pages);
    const spec = project.read("openapi.yaml") as {
      tags: { name: string }[];
      paths: Record<string, { get: Record<string, unknown> & { "x-provenance": object } }>;
      "x-sources": Record<string, { title: string }>;
    };
    expect(Object.values(spec["x-sources"]).map(({ title }) => title)).toEqual(titles);
    expect(spec.tags.map(({ name }) => name)).toEqual(titles.map((title) => `${title} 组`));
    const operations = Object.values(spec.paths).map(({ get }) => get);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(titles.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]\w*$/);
    // Each operation leans on the source that has its own title.
    expect(
      operations.map(({ "x-provenance": known }) => {
        const { sources } = (known as { title: { sources: string[] } }).title;
        return spec["x-sources"][sources[0] ?? ""]?.title;
      }),
    ).toEqual(titles);
    for (const id of Object.keys(spec["x-sources"])) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    const files = Object.keys(project.files()).filter((name) => name.startsWith("captures/"));
    expect(new Set(files.map((name) => name.toLowerCase())).size).toBe(titles.length);
    const { changes, differences } = await project.look(pages);
    expect([changes, differences]).toEqual([[], []]);
  });

  test("are the same, however their accents are encoded", async () => {
    const project = new Project(empty);
    const page = (form: "NFC" | "NFD", title: string, path: string) =>
      twin(title.normalize(form), path, answer, { folder: "Größen".normalize(form) });
    await project.capture({
      "a.md": page("NFC", "Größe lesen", "GET /a"),
      "b.md": page("NFD", "Größe setzen", "PUT /a"),
    });
    const { tags } = project.read("openapi.yaml");
    expect(tags).toHaveLength(1);
    const { differences } = await project.look({
      "a.md": page("NFD", "Größe lesen", "GET /a"),
      "b.md": page("NFC", "Größe setzen", "PUT /a"),
    });
    expect(differences).toEqual([]);
  });

  test("give short ids, the same for every run", () => {
    expect(slug("List lots", "page")).toBe("list-lots");
    expect(slug("“List” — lots…", "page")).toBe("list-lots");
    expect(slug("3D models", "page")).toBe("page-3d-models");
    expect(slug("获取用户", "page")).toMatch(/^page-[0-9a-f]{8}$/);
    expect(slug("é".normalize("NFD"), "page")).toBe(slug("é", "page"));
    for (const title of titles) expect(slug(title, "page").length).toBeLessThan(80);
  });
});

describe("the operationId of a page", () => {
  async function idsOf(pages: Readonly<Record<string, object>>): Promise<unknown[]> {
    const project = new Project({
      "spec/openapi.yaml":
        "openapi: 3.1.1\ninfo: { title: A, version: '1' }\npaths: { /z: { get: { operationId: taken, responses: { '200': { description: a } } } } }\n",
    });
    const texts = Object.entries(pages).map(([title, operation], index) => [
      `${index}.md`,
      twin(title, `GET /${index}`, { ...answer, ...operation }),
    ]);
    await project.capture(Object.fromEntries(texts));
    const { paths } = project.read("openapi.yaml") as {
      paths: Record<string, { get: { operationId: string } }>;
    };
    return Object.keys(pages).map((_, index) => paths[`/${index}`]?.get.operationId);
  }

  test("is taken, unless it is no name, taken, or another page's too", async () => {
    expect(
      await idsOf({
        "List lots": { operationId: "lots_list" },
        "Get a lot": { operationId: "getLot-v2.1" },
        "Drop a lot": { operationId: "taken" },
        "Count lots": { operationId: "12345678" },
        "Move a lot": { operationId: "move the lot" },
        "Read a lot": { operationId: "twice" },
        "Seal a lot": { operationId: "twice" },
        "Weigh a lot": { operationId: "" },
        "Scan a lot": { operationId: 7 },
      }),
    ).toEqual([
      "lots_list",
      "getLot-v2.1",
      "dropALot",
      "countLots",
      "moveALot",
      "readALot",
      "sealALot",
      "weighALot",
      "scanALot",
    ]);
  });
});
