import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createConfig, lint } from "@redocly/openapi-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { capturePages, writeCaptured } from "../../generator/capture/index.js";
import { generate } from "../../generator/generate/generate.js";
import { compile } from "../support/compiler.js";
import { makeFolder, readFiles } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { type Site, serve } from "../wire/capture-server.js";
import { type Facade, twinSites } from "./twin-sites.js";

/**
 * A folder in `test/capture/sites/` is a site, and a test: its files are served as they are.
 * `{{lots.json}}` and the like stand for the one API that most of them document; a folder with an
 * `expected.yaml` of its own documents another one. `site.json` says what is not the default: where
 * the capture starts, and what is edited between two captures and found.
 */
const root = fileURLToPath(new URL("../capture/sites/", import.meta.url));
const kinds = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Settings {
  /** The path of the source. */
  readonly start: string;
  readonly edit: {
    /** In every file. */
    readonly from: string;
    readonly to: string;
    /** Of the lines of drift that then there are, what each contains. */
    readonly found: readonly string[];
  };
}

const lots = readFileSync(`${root}lots.openapi.yaml`, "utf8");
const json = JSON.stringify(parse(lots));
const placeholders: Readonly<Record<string, string>> = {
  "{{lots.yaml}}": lots,
  "{{lots.json}}": json,
  "{{lots.json as text}}": JSON.stringify(json),
};
/** The same in YAML, in JSON, and in JSON within a string. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/^(\w+): (.*)$/, '"$1":$2'),
  (text) => text.replace(/^(\w+): (.*)$/, '\\"$1\\":$2'),
];
const defaults: Settings = {
  start: "docs/",
  edit: {
    from: "maxLength: 40",
    to: "maxLength: 80",
    found: ["label, maxLength: 40 in the spec, 80 on"],
  },
};

function settingsOf(kind: string): Settings {
  const own = join(root, kind, "site.json");
  const given = existsSync(own) ? (JSON.parse(readFileSync(own, "utf8")) as Partial<Settings>) : {};
  return { ...defaults, ...given };
}

function expectedOf(kind: string): string {
  const own = join(root, kind, "expected.yaml");
  return existsSync(own) ? own : `${root}lots.expected.yaml`;
}

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !["site.json", "expected.yaml"].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(name, "utf8");
      const filled = Object.entries(placeholders).reduce((all, [key, by]) => {
        return all.replaceAll(key, () => by);
      }, text);
      return [relative(folder, name).replaceAll("\\", "/"), filled];
    }),
  );
}

/** With `index.html` at its folder, as web servers have it. */
function routesOf(files: Readonly<Record<string, string>>): Record<string, string> {
  const routes = Object.entries(files).flatMap(([name, text]) => [
    [`/${name}`, text],
    [`/${name.replace(/(^|\/)index\.html$/, "$1")}`, text],
  ]);
  return Object.fromEntries(routes) as Record<string, string>;
}

/** Without notes on sources, which have the port of the server in them. */
function facts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(facts);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !/^x-(?:provenance|sources)$/.test(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, facts(each)]));
}

/** The site of a `describe`, and how it is captured. */
function siteOf(files: Readonly<Record<string, string>>, start: string) {
  const target = join(makeFolder(), "captured.yaml");
  const cacheFolder = makeFolder();
  let site: Site;
  beforeAll(async () => {
    site = await serve(routesOf(files));
  });
  afterAll(() => site.close());
  const capture = async (isNew = false) => {
    const sources = [site.url + start];
    const options = { sources, target, isNew, keepsSnapshots: true, cacheFolder };
    const report = await capturePages(options);
    writeCaptured(report);
    return report;
  };
  return { target, capture, routes: () => site.routes };
}

/** The first target of each expected document: one client stands for all that are equal. */
const targets = new Map<string, string>();

describe.each(kinds)("a site of the kind %s", (kind) => {
  const { start, edit } = settingsOf(kind);
  const { target, capture, routes } = siteOf(filesOf(join(root, kind)), start);

  test("gives the document behind it, and every fact of it is documented", async () => {
    const report = await capture(true);
    expect(report).toMatchObject({ missing: 0, warnings: [], conflicts: [], duplicates: [] });
    const { total } = report.after;
    expect(total).toEqual({
      operations: total.operations,
      ...Object.fromEntries(
        ["method", "path", "request", "response"].map((aspect) => [aspect, total.operations]),
      ),
    });
    const captured = parse(readFileSync(target, "utf8")) as unknown;
    expect(facts(captured)).toEqual(parse(readFileSync(expectedOf(kind), "utf8")));
    if (!targets.has(expectedOf(kind))) targets.set(expectedOf(kind), target);
  });

  test("is captured a second time without a change", async () => {
    expect(await capture()).toMatchObject({ differences: [], drift: [], missing: 0 });
  });

  test("that is edited in one place differs there", async () => {
    for (const [path, route] of routes()) {
      if (typeof route !== "string") continue;
      const edited = spellings.reduce(
        (text, spell) => text.replace(spell(edit.from), () => spell(edit.to)),
        route,
      );
      routes().set(path, edited);
    }
    const text = readFileSync(target, "utf8");
    const { drift } = await capture();
    expect(drift).toEqual(edit.found.map((found) => expect.stringContaining(found)));
    expect(readFileSync(target, "utf8")).not.toBe(text);
  });
});

/** The target of each site of Markdown. */
const twinTargets = new Map<string, string>();

describe.each(twinSites)("a site of $name", (kind) => {
  const files = filesOf(
    fileURLToPath(new URL(`../capture/twin-sites/${kind.name}`, import.meta.url)),
  );
  const { target, capture, routes } = siteOf(files, "");

  test("gives a document of all its operations", async () => {
    const report = await capture(true);
    twinTargets.set(kind.name, target);
    const operations = Object.keys(kind.operations).length;
    const { others } = kind;
    expect(report).toMatchObject({ operations, others, missing: 0, warnings: [], conflicts: [] });
    expect(report.after.total).toEqual({ operations, ...kind.stated });
    const document = parse(readFileSync(target, "utf8")) as {
      servers: { url: string }[];
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(document.servers.map(({ url }) => url)).toEqual([kind.server]);
    const found = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { responses }]) => [
        `${method} ${path}`,
        Object.keys(responses),
      ]),
    );
    expect(Object.fromEntries(found)).toEqual(kind.operations);
  });

  test("is captured a second time without a change", async () => {
    expect(await capture(true)).toMatchObject({ differences: [] });
    expect(await capture()).toMatchObject({ differences: [], drift: [], missing: 0 });
  });

  test("of which one page is edited differs there", async () => {
    const [file, from, to, found] = kind.edit;
    const text = routes().get(`/${file}`);
    if (typeof text !== "string") throw new Error(`${file} is no text`);
    routes().set(`/${file}`, text.replace(from, to));
    const before = readFileSync(target, "utf8");
    expect((await capture()).drift).toEqual([expect.stringContaining(found)]);
    expect(readFileSync(target, "utf8")).not.toBe(before);
  });
});

test("Redocly's recommended rules accept what is captured", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  for (const ref of targets.values()) expect(await lint({ ref, config })).toEqual([]);
  for (const { name, lacks } of twinSites) {
    const problems = await lint({ ref: twinTargets.get(name) ?? "", config });
    const found = problems.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
    expect([...new Set(found)].sort()).toEqual(lacks.map((rule) => `warn ${rule}`));
  }
});

test("what is captured gives clients that compile and call", async () => {
  const outputs = await Promise.all(
    [...targets.values(), ...twinTargets.values()].map(async (spec) => {
      const folder = join(makeFolder(), "client");
      const { warnings } = await generate({ spec, output: folder });
      expect(warnings).toEqual([]);
      return { folder, files: readFiles(folder) };
    }),
  );
  const packages = outputs.map(({ files }, index) => [`site${index}`, files]);
  expect(compile(Object.fromEntries(packages) as Record<string, Record<string, string>>)).toEqual(
    [],
  );
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const sent = ["authorization", "x-bench-key", "x-harbor-key"].flatMap((name) =>
      request.headers[name] === undefined ? [] : [`${name}: ${request.headers[name]}`],
    );
    asked.push([`${request.method} ${request.url}`, ...sent].join(" "));
    response.writeHead(200, { "content-type": "application/json" }).end("[]");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const lots = outputs[[...targets.keys()].indexOf(`${root}lots.expected.yaml`)];
    if (!lots) throw new Error("no site has the lots");
    const { createLotsOfTheBench } = (await loadOutput(lots)) as {
      createLotsOfTheBench: (options: object) => {
        lots: { listLots: (params: object) => Promise<unknown> };
      };
    };
    const client = createLotsOfTheBench({ baseUrl, key: "k" });
    expect(await client.lots.listLots({ state: "open", limit: 5 })).toEqual([]);
    for (const [index, { options, call }] of twinSites.entries()) {
      const output = outputs[targets.size + index];
      if (!output) throw new Error("a site has no client");
      const module = await loadOutput(output);
      // Its name has the port of the site in it, unless the pages name the API.
      const name = Object.keys(module).find((key) => /^create(?!.*Client$)/.test(key));
      const create = module[name ?? ""] as (options: object) => Facade;
      await call(create({ ...options, baseUrl }));
    }
  } finally {
    server.close();
  }
  expect(asked).toEqual([
    "GET /lots?state=open&limit=5 x-bench-key: k",
    ...twinSites.map(({ asked }) => asked),
  ]);
});
