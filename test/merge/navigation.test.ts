import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { listingsOf } from "../../generator/capture/readers/index.js";
import { main } from "../../generator/cli/main.js";
import { type Files, makeFolder } from "../support/generator.js";
import { json, Project, twin } from "./support.js";

/** As short lines: `title`, or `title METHOD`; `?` where it may be no operation, `…` where it is cut. */
function listed(text: string, links: { href: string; text: string }[] = []): string[] {
  const page = { location: "page", origin: "text", text, links } as const;
  return listingsOf({ ...page, fetchedAt: undefined, folder: [], title: undefined }).map(
    ({ titles, method, kind, isCut, pageId }) =>
      [titles.join(" | "), method, kind === "entry" && "?", isCut && "…", pageId]
        .filter((part) => part)
        .join(" "),
  );
}

const operation = "Get a bolt\nGET\n/bolts/{id}\nRequest\nResponses\n🟢200Success\nBolts\nPOST\n";

describe("of a navigation are read", () => {
  test.each<[string, string, string[]]>([
    [
      "items with the method glued to them",
      "- Bolts\n- List boltsGET\n* Get a boltGET\n",
      ["Bolts ?", "List bolts GET", "Get a bolt GET"],
    ],
    [
      "items with the method behind a blank, in groups",
      "- Bolts\n  - List bolts GET\n    - Drop all of them. DELETE\n",
      ["Bolts ?", "List bolts GET", "Drop all of them. DELETE"],
    ],
    [
      "titles with the method below, and nothing of what stands around them",
      "Light Mode\nBolts\nList bolts\nGET\nChange a bolt\nPATCH\n",
      ["List bolts GET", "Change a bolt PATCH"],
    ],
    ["titles of one line without an item", "Bolts\nList boltsGET\n", ["List bolts GET"]],
    [
      "both readings of a method that is glued to a capital",
      "- Upsert a BOMPUT\n- Read the OUTPUT\n- Target\n",
      ["Upsert a BOM | Upsert a BOMPUT PUT", "Read the OUT | Read the OUTPUT PUT", "Target ?"],
    ],
    ["items without a method", "- Bolts\n- List bolts\n", ["Bolts ?", "List bolts ?"]],
    [
      "no method in which the vendor calls, and no line of the interface",
      "Webhook\nPOST\nCopy Page\nGET\n",
      [],
    ],
    [
      "indented lines, and what they are indented under",
      "Light Mode\nBolts\n  List bolts\n    GET\n  Drop bolts\nNuts\n  Get nuts\n",
      ["Bolts ?", "List bolts GET", "Drop bolts ?", "Nuts ?", "Get nuts ?"],
    ],
    ["nothing of a long line of prose", `- ${"word ".repeat(200)}GET\n`, []],
  ])("%s", (_, text, want) => {
    expect(listed(`${text}${operation}`)).toEqual(want);
  });

  test.each<[string, string, string[]]>([
    [
      "the last title of a text that is cut",
      "- A\n- List bolts\n- Get a bo",
      ["A ?", "List bolts ?", "Get a bo ? …"],
    ],
    [
      "a title that is cut by dots",
      "- Makes a bolt of…POST\n- Get a boltGET\nRequest\n",
      ["Makes a bolt of… POST …", "Get a bolt GET"],
    ],
    ["nothing as cut that something follows", "- Get a boltGET\nRequest\n", ["Get a bolt GET"]],
  ])("%s", (_, text, want) => {
    expect(listed(text)).toEqual(want);
  });

  test("links to pages of endpoints, on lines that only have the link", () => {
    const links = [
      { href: "/list-bolts-4100011e0", text: "List bolts" },
      { href: "https://docs.example/api-4100012", text: "Get a bolt GET" },
      { href: "/getting-started-4100013", text: "Getting started" },
      { href: "/drop-4100014e0.md", text: "here" },
    ];
    const text = `${operation}Getting started\nList bolts\nGet a boltGET\nclick here to drop it\n`;
    expect(listed(text, links)).toEqual(
      ["List bolts 4100011", "Get a bolt GET … 4100012"].map((line) => line.replace(" …", "")),
    );
  });
});

const quoted = (title: string) => ({
  title: { level: "documented", quote: title, sources: ["nav"] },
  method: { level: "documented", sources: ["nav"] },
  path: { level: "inferred", because: "It follows." },
  request: { level: "undocumented" },
  response: { level: "undocumented" },
});
const op = (operationId: string, more: object) => ({
  operationId,
  responses: { 200: { description: "Yes." } },
  ...more,
});

function project(operations: Readonly<Record<string, object>>): Project {
  const paths: Record<string, Record<string, object>> = {};
  for (const [signature, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = signature.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  const document = {
    openapi: "3.1.1",
    info: { title: "Bolts", version: "1" },
    tags: [{ name: "Bolts" }, { name: "Nuts" }],
    paths,
    "x-sources": { nav: { title: "Pages", shows: "Titles." } },
  };
  return new Project({ "spec/openapi.yaml": JSON.stringify(document, null, 2) });
}

const known = {
  "GET /bolts/": op("listBolts", { tags: ["Bolts"], "x-provenance": quoted("Gets Bolts") }),
  "GET /bolts/{id}/": op("getBolt", { tags: ["Bolts"], "x-provenance": quoted("Gets a Bolt") }),
  "POST /bolts/": op("createBolt", { tags: ["Bolts"], "x-provenance": quoted("Creates a Bolt.") }),
};
/** A page of an operation that is known, below a navigation. */
const below = (navigation: string) =>
  `${navigation}Gets a Bolt\nGET\n/bolts/{id}/\nRequest\nPath Params\nid\nstring\nrequired\nResponses\n🟢200Success\napplication/json\nBody\nid\nstring\nrequired\n`;

async function unlisted(of: Project, pages: Files): Promise<string[]> {
  const report = await of.look(pages);
  return report.unlisted.map(
    ({ title, method, others, place }) =>
      `${place.file.split("/").at(-1)}:${place.line}:${place.column} ${title} ${method ?? "-"}${others.map((other) => ` not ${other}`).join("")}`,
  );
}

describe("against the spec", () => {
  test.each<[string, string, string[]]>([
    [
      "what it has is not told",
      "- Bolts\n- Gets BoltsGET\n- Gets a boltGET\n- Creates a Bolt.POST\n",
      [],
    ],
    [
      "what it lacks is",
      "- Bolts\n- Gets BoltsGET\n- Async Parse BoltPOST\n",
      ["a.txt:3:1 Async Parse Bolt POST"],
    ],
    [
      "once, however often it is listed",
      "- Gets BoltsGET\n- Weigh itGET\n- Bolts\n- Weigh it.GET\n",
      ["a.txt:2:1 Weigh it GET"],
    ],
    [
      "twice where it has two methods",
      "- Gets BoltsGET\n- Weigh itGET\n- Weigh itPUT\n",
      ["a.txt:2:1 Weigh it GET", "a.txt:3:1 Weigh it PUT"],
    ],
    [
      "a method that differs is told with the spec's",
      "- Gets BoltsPOST\n",
      ["a.txt:1:1 Gets Bolts POST not GET"],
    ],
    [
      "of items without a method, one that starts like its neighbours is",
      "- Bolts\n- Gets Bolts\n- Gets Rivets\n- Bolt cutters\n- Nuts\n- Gets going\n",
      ["a.txt:3:1 Gets Rivets -"],
    ],
    [
      "beside such with a method, one without is not",
      "- Bolts\n- Gets BoltsGET\n- Gets started\n",
      [],
    ],
    ["above the first group, one without is not", "- Gets started\n- Gets a Bolt\n- Bolts\n", []],
    [
      "a group that is indented is none",
      "- Fasteners\n  - Gets Bolts\n  - Gets Screws\n- Creates\n",
      ["a.txt:3:3 Gets Screws -"],
    ],
    [
      "nor does it need to be an item",
      "Fasteners\n  Gets Bolts\n  Gets Screws\nNuts\n  Gets going\n",
      ["a.txt:3:3 Gets Screws -"],
    ],
    ["a navigation of which nothing is known is another API's", "- Sing a songPOST\n", []],
    [
      "both readings of a glued method are looked up",
      "- Gets BoltsGET\n- Read OUTPUT\n",
      ["a.txt:2:1 Read OUT PUT"],
    ],
  ])("%s", async (_, navigation, want) => {
    expect(await unlisted(project(known), { "a.txt": below(navigation) })).toEqual(want);
  });

  test("a page truncated inside its navigation gives its entries, except its last title", async () => {
    const text = "- Bolts\n- Gets Bolts\n- Gets Rivets\n- Gets a B";
    expect(await unlisted(project(known), { "a.txt": text })).toEqual(["a.txt:3:1 Gets Rivets -"]);
    // What no known title starts with is new, wherever it is cut.
    const cut = "- Bolts\n- Gets Bolts\n- Gets the Riv";
    expect(await unlisted(project(known), { "a.txt": cut })).toEqual(["a.txt:3:1 Gets the Riv -"]);
    const same = "- Bolts\n- Gets Bolts\n- Gets a B";
    await expect(project(known).look({ "a.txt": same })).rejects.toThrow(
      "shows a complete operation",
    );
  });

  test("an entry on several pages is reported once, and a captured one is not", async () => {
    const navigation = "- Gets BoltsGET\n- Weigh a boltPOST\n- Gets NutsGET\n";
    const nuts = twin("Gets Nuts", "GET /nuts/", { responses: { 200: json({ type: "array" }) } });
    const pages = { "a.txt": below(navigation), "b.txt": below(navigation), "nuts.md": nuts };
    expect(await unlisted(project(known), pages)).toEqual(["a.txt:2:1 Weigh a bolt POST"]);
  });

  test("a title that was edited by hand is not a missing operation", async () => {
    const page = below(
      "- Gets BoltsGET\n- Gets a BoltGET\n- Creates a BoltPOST\n- Weigh a boltPOST\n",
    );
    const mine = {
      "GET /bolts/": op("list", { summary: "Gets Bolts" }),
      "GET /bolts/{id}/": op("x", { summary: "One of them" }),
      "POST /bolts/": op("createABolt", { summary: "Make one" }),
      "POST /scales/": op("y", { summary: "How heavy" }),
    };
    // By the operationId, and otherwise as an operation of that method that no entry names.
    expect(await unlisted(project(mine), { "a.txt": page })).toEqual([]);
    const { "POST /scales/": _, ...less } = mine;
    expect(await unlisted(project(less), { "a.txt": page })).toEqual([
      "a.txt:4:1 Weigh a bolt POST",
    ]);
  });

  test("an operation is recognized by its page, whatever its title", async () => {
    const html = `<!doctype html><nav><ul><li><a href="/gets-bolts-4100011e0">Gets Bolts<span>GET</span></a></li>
<li><a href="/weigh-4100012e0"><div>Weigh</div><div>PUT</div></a></li><li><a href="/melt-4100013e0">Melt it</a></li>
<li><a href="/prose-4100014">Gets started</a></li></ul></nav>
<main><div>${below("").trim().split("\n").join("</div><div>")}</div></main>`;
    const page = (id: string) => ({ level: "documented", id, sources: ["nav"] });
    const weigh = { ...quoted("Puts it on the scales"), page: page("api-4100012") };
    const of = { ...known, "PUT /scales/": op("weigh", { "x-provenance": weigh }) };
    const want = ["a.html:3:1 Melt it -"];
    expect(
      (await unlisted(project(of), { "a.html": html })).map((line) => line.replace(/:\d+:\d+/, "")),
    ).toEqual(want.map((line) => line.replace(/:\d+:\d+/, "")));
    const melt = op("m", {
      "x-provenance": quoted("Turns it into a puddle"),
      externalDocs: { url: "https://docs.example/melt-4100013e0" },
    });
    expect(await unlisted(project({ ...of, "POST /melt/": melt }), { "a.html": html })).toEqual([]);
  });

  test("a list of pages shows endpoints without a page, once for all languages", async () => {
    const index = `# Bolts
## Docs
- [Gets started](https://docs.example/start.md):
## API Docs
- Bolts [Gets Bolts](https://docs.example/bolts-4100011e0.md):
- Bolts [Gets a Bolt](https://docs.example/a-bolt.md):
- Bolts [Ein Bolzen](https://docs.example/de/a-bolt.md):
- Bolts [Weigh a bolt](https://docs.example/weigh.md): new
`;
    const bolt = twin("Gets a Bolt", "GET /bolts/{id}/", {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      responses: { 200: json({ type: "object" }) },
    });
    const pages = { "llms.txt": index, "a-bolt.md": bolt };
    expect(await unlisted(project(known), pages)).toEqual(["llms.txt:8:1 Weigh a bolt -"]);
  });

  test("a separate document lacks nothing", async () => {
    const { capturePages } = await import("../../generator/capture/index.js");
    const folder = makeFolder({ "a.txt": below("- Gets a BoltGET\n- Weigh itGET\n") });
    const target = join(makeFolder(), "out.yaml");
    const options = { sources: [folder], target, isNew: true, cacheFolder: makeFolder() };
    expect((await capturePages(options)).unlisted).toEqual([]);
  });

  test("a navigation with many entries is read completely", async () => {
    const many = Array.from({ length: 4000 }, (_, index) => `- Bolt ${index}GET\n`).join("");
    const { unlisted } = await project(known).look({ "a.txt": below(`- Gets BoltsGET\n${many}`) });
    expect(unlisted).toHaveLength(4000);
  });
});

describe("this repository's spec", () => {
  const groups = ["BOMs", "Programs", "Purchases", "Teams"];
  /** A navigation of the form that the vendor's pages have, of the spec's own titles. */
  function navigation(of: Project, more: string): string {
    const operations = groups.map((group) => {
      const file = `paths/${group.toLowerCase()}.yaml`;
      const text = group === "Teams" ? "" : readFileSync(join(of.folder, "spec", file), "utf8");
      const found = [...text.matchAll(/^ {2}(\w+):\n[\s\S]*?quote: "(.*)"/gm)];
      const lines = found.map(([, method, title]) =>
        group === "Purchases" ? `- ${title}\n` : `- ${title}${method?.toUpperCase()}\n`,
      );
      return `- ${group}\n${lines.join("")}`;
    });
    return `${operations.join("")}${more}`;
  }

  test("has everything that such a navigation lists, and reports additions", async () => {
    const of = new Project("this repository's");
    await expect(of.look({ "a.txt": navigation(of, "") })).rejects.toThrow("complete operation");
    const more = navigation(of, "").replace("- Teams\n", "- Get Purchase Receipt\n- Teams\n");
    const page = more.replace("- Programs\n", "- Unapproves a Bom.POST\n- Programs\n");
    expect(
      (await unlisted(of, { "a.txt": page })).map((line) => line.split(" ").slice(1).join(" ")),
    ).toEqual(["Unapproves a Bom. POST", "Get Purchase Receipt -"]);
  });

  test("without an operation of the picture has drifted: exit code 1, the page and the title", async () => {
    const of = new Project("this repository's");
    const page = join(makeFolder({ "nav.txt": navigation(of, "") }), "nav.txt");
    of.edit("spec/openapi.yaml", (text) =>
      text.replace(/ {2}"\/v1\/async_parse_raw_bom\/":\n.*\n/, ""),
    );
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const home = process.cwd();
    process.chdir(of.folder);
    try {
      const code = await main(["capture", page, "--check", "--spec", "spec/openapi.yaml"]);
      const shown = out.mock.calls.map(([text]) => String(text)).join("");
      expect(code).toBe(1);
      expect(shown).toMatch(
        /nav\.txt:\d+:1: lists "Async Parse Raw Bom" \(POST\), which the spec lacks/,
      );
      expect(err.mock.calls.map(([text]) => String(text)).join("")).toContain("page-lists-more");
    } finally {
      process.chdir(home);
      out.mockRestore();
      err.mockRestore();
    }
  });
});
