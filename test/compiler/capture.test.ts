import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { main } from "../../generator/cli/main.js";
import { lintSpec } from "../../scripts/lint-spec.js";
import type { Call } from "../drf/load-client.js";
import { Project } from "../merge/support.js";
import { compile } from "../support/compiler.js";
import { makeFolder, readFiles } from "../support/generator.js";
import { transpileAll } from "../support/transpile.js";
import { type Site, serve } from "../wire/capture-server.js";
import { createTag, index, rendered, stockLots } from "./capture-pages.js";

const project = new Project("this repository's");
const cache = makeFolder();
let site: Site;

const home = process.cwd();
beforeAll(async () => {
  process.chdir(project.folder);
  site = await serve({
    "/robots.txt": "User-agent: *\nDisallow: /private",
    "/llms.txt": index,
    "/getting-started.md": "# Getting started\n\nNothing here is real.",
    "/list-fictitious-lots-90000001.md": stockLots,
    "/create-fictitious-tag-90000002.md": createTag,
    "/get-fictitious-supplier-90000003": rendered("5 days ago"),
  });
});
afterAll(async () => {
  process.chdir(home);
  await site.close();
});

/** Runs the command line in this process: starting another one takes far longer than the work. */
async function tether(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const textOf = (spy: typeof out) => spy.mock.calls.map(([text]) => String(text)).join("");
  try {
    const code = await main(args);
    return { code, out: textOf(out), err: textOf(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

function capture(...flags: string[]) {
  return tether("capture", site.url, "--spec", "spec/openapi.yaml", "--cache", cache, ...flags);
}

describe("from a documentation site to a call", () => {
  test("a spec that lacks the pages has drifted, and a dry run shows the edits and writes nothing", async () => {
    const before = project.files();
    const check = await capture("--check");
    expect(check.err).not.toContain("warning");
    expect(check).toMatchObject({ code: 1 });
    expect(check.out).toContain("GET /v1/stock_lots/: operation: nothing in the spec");
    const dry = await capture("--dry-run");
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toMatch(/documented before: 63 known.*\ndocumented after: +66 known/);
    expect(dry.out).toContain('+  "/v1/tags/":');
    expect(project.files()).toEqual(before);
  });

  test("the pages are merged into the spec, which stays valid", async () => {
    const { code, out } = await capture();
    expect(code).toBe(0);
    expect(out).toContain("3 operations on 4 pages, 1 prose");
    expect(out).toContain("Run `npx spec-tether generate`");
    expect(project.problems()).toEqual([]);
    expect(await lintSpec(project.entry)).toEqual([]);
    expect(project.read("openapi.yaml")["x-sources"]).toMatchObject({
      "api-90000003": { url: `${site.url}get-fictitious-supplier-90000003` },
    });
    // The vendor's sentences stay with the vendor.
    for (const text of Object.values(project.files()))
      expect(text).not.toContain("How many flurbs");
  });

  test("a second capture writes nothing, and a check succeeds, also on another day", async () => {
    const before = project.files();
    site.routes.set("/get-fictitious-supplier-90000003", rendered("6 days ago"));
    expect(await capture()).toMatchObject({
      code: 0,
      out: expect.stringContaining("nothing to write"),
    });
    expect(await capture("--check")).toMatchObject({ code: 0 });
    expect(project.files()).toEqual(before);
  });

  test("the generated client calls what was captured", async () => {
    const { code } = await tether(
      "generate",
      "--spec",
      "spec/openapi.yaml",
      "--out",
      "client",
      "--name",
      "Cofactr",
    );
    expect(code).toBe(0);
    const files = readFiles(join(project.folder, "client"));
    const use = `import { createCofactr } from "./index.js";
export async function use(): Promise<[string, number, boolean | undefined]> {
  const cofactr = createCofactr({ apiKey: "k" });
  const [lot] = await cofactr.stockLots.listFictitiousLots({ glim: "round" });
  const tag = await cofactr.tags.createFictitiousTag({ body: { label: "a" } });
  // @ts-expect-error: the page lists the values
  await cofactr.stockLots.listFictitiousLots({ glim: "oval" });
  const supplier = await cofactr.suppliers.getFictitiousSupplier({ supplier_id: "1" });
  return [tag.id, lot?.flurb_count ?? 0, supplier.wuzzles?.includes("x")];
}
`;
    expect(compile({ client: { ...files, "use.ts": use } })).toEqual([]);

    const asked: string[] = [];
    const api = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
      const answers = { GET: [{ id: "1", flurb_count: 2 }], POST: { id: "t" } };
      const answer = answers[request.method as "GET" | "POST"];
      response.writeHead(request.method === "POST" ? 201 : 200, {
        "content-type": "application/json",
      });
      response.end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = api.address() as AddressInfo;
      const cofactr = await load(files, { apiKey: "k", baseUrl: `http://127.0.0.1:${port}` });
      expect(await cofactr["stockLots"]?.["listFictitiousLots"]?.({ glim: "round" })).toEqual([
        { id: "1", flurb_count: 2 },
      ]);
      expect(await cofactr["tags"]?.["createFictitiousTag"]?.({ body: { label: "a" } })).toEqual({
        id: "t",
      });
      await cofactr["suppliers"]?.["getFictitiousSupplier"]?.({ supplier_id: "a/b" });
      expect(asked).toEqual([
        "GET /v1/stock_lots/?glim=round Api-Key k ",
        'POST /v1/tags/ Api-Key k {"label":"a"}',
        "GET /v1/suppliers/a%2Fb/ Api-Key k ",
      ]);
    } finally {
      api.closeAllConnections();
      api.close();
    }
  });

  test("an edited page is drift: exactly that edit, its place, and both sides", async () => {
    site.routes.set(
      "/create-fictitious-tag-90000002.md",
      createTag.replace('"maxLength": 40', '"maxLength": 80'),
    );
    const { code, out } = await capture("--check");
    expect(code).toBe(1);
    const drift = out
      .split("\n")
      .filter((line) => /^ {2}\S*spec\//.test(line))
      .map((line) => line.trim());
    expect(drift).toEqual([
      expect.stringMatching(
        /^spec\/paths\/tags\.yaml:\d+:\d+: POST \/v1\/tags\/: request body, label, maxLength: 40 in the spec, 80 on http/,
      ),
    ]);
    const [, line = ""] = /^spec\/paths\/tags\.yaml:(\d+)/.exec(drift[0] ?? "") ?? [];
    expect((project.files()["paths/tags.yaml"] ?? "").split("\n")[Number(line) - 1]).toContain(
      "maxLength: 40",
    );
    const report = JSON.parse((await capture("--check", "--json")).out) as { changes: object[] };
    expect(report.changes).toMatchObject([{ before: 40, after: 80 }]);
  });

  test("a removed page is reported; an unreadable page makes a check inconclusive", async () => {
    site.routes.set("/create-fictitious-tag-90000002.md", createTag);
    site.routes.set("/llms.txt", index.replace(/^- Tags.*\n/m, ""));
    const gone = await capture("--check");
    expect(gone).toMatchObject({ code: 1 });
    expect(gone.out).toContain("POST /v1/tags/: ");
    expect(gone.err).toContain("page-gone");
    site.routes.set("/llms.txt", index);
    site.routes.delete("/create-fictitious-tag-90000002.md");
    const unknown = await capture("--check");
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.err).toContain("page-failed");
  });

  test("a run that cannot start ends with 2 and a one-line reason", async () => {
    for (const args of [
      ["nowhere"],
      [],
      [site.url, "--spec", "nowhere.yaml"],
      [`${site.url}getting-started.md`, "--spec", "spec/openapi.yaml"],
      [site.url, "--out", "out.yaml", "--check"],
    ]) {
      const { code, out, err } = await tether("capture", ...args, "--cache", cache);
      expect([args, code, out]).toEqual([args, 2, ""]);
      expect(err).not.toContain("should not have happened");
    }
  });
});

type Facade = Readonly<Record<string, Readonly<Record<string, (params?: object) => Call>>>>;

/** Loads a generated client as JavaScript, as its package would be. */
async function load(files: Readonly<Record<string, string>>, options: object): Promise<Facade> {
  const folder = makeFolder({ ...transpileAll(files), "package.json": '{ "type": "module" }' });
  const module = await import(/* @vite-ignore */ pathToFileURL(join(folder, "index.js")).href);
  return (module as { createCofactr: (options: object) => Facade }).createCofactr(options);
}
