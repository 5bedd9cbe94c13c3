import { afterEach, describe, expect, test } from "vitest";
import { readPages, type SourceOptions } from "../../generator/capture/sources/index.js";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { makeFolder } from "../support/generator.js";
import { type Answer, type Site, serve } from "./capture-server.js";

const sites: Site[] = [];
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

async function siteWith(routes: Readonly<Record<string, Answer | string>>): Promise<Site> {
  const site = await serve(routes);
  sites.push(site);
  return site;
}

function optionsWith(more: Partial<SourceOptions> = {}): SourceOptions {
  return { cacheFolder: makeFolder(), retryDelayMs: 5, timeoutMs: 60_000, ...more };
}

async function refusal(source: string, options = optionsWith()): Promise<string> {
  const error = await readPages(source, options).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DiagnosticError);
  return (error as DiagnosticError).diagnostics[0]?.message ?? "";
}

const twin = (title: string) => `# ${title}\n\n## OpenAPI Specification\n`;
const listing = [
  "# Things",
  "## Docs",
  "- [Read me](/read-me.md): prose",
  "## API Docs",
  "- Stock > Lots [List lots [v2]](/list-lots-1.md): all of them",
  "- Stock > Lots [Get a lot](/get-lot-2.md): ",
  "- not a page",
  "",
].join("\n");
const things = {
  "/llms.txt": listing,
  "/read-me.md": "# Read me",
  "/list-lots-1.md": twin("List lots"),
  "/get-lot-2.md": twin("Get a lot"),
};

describe("a site", () => {
  test("is read by its llms.txt, with folders and titles, in its order", async () => {
    const site = await siteWith(things);
    const { pages, failures, complete } = await readPages(site.url, optionsWith());
    expect(failures).toEqual([]);
    expect(complete).toBe(true);
    expect(
      pages.map(({ location, origin, folder, title }) => [location, origin, folder, title]),
    ).toEqual([
      [`${site.url}read-me.md`, "markdown", [], "Read me"],
      [`${site.url}list-lots-1.md`, "markdown", ["Stock", "Lots"], "List lots [v2]"],
      [`${site.url}get-lot-2.md`, "markdown", ["Stock", "Lots"], "Get a lot"],
    ]);
    for (const { fetchedAt } of pages) expect(Date.parse(fetchedAt ?? "")).not.toBeNaN();
    expect(site.asked[0]).toBe("/robots.txt");
    expect(new Set(site.headers.map((headers) => headers["user-agent"]))).toEqual(
      new Set(["spec-tether/0.1.0"]),
    );
  });

  test("without llms.txt is read by the links of its pages, within its folder", async () => {
    const page = (...links: string[]) =>
      `<html><body>${links.map((link) => `<a href="${link}">x</a>`).join("")}</body></html>`;
    const site = await siteWith({
      "/docs/": page(
        "a-1",
        "/docs/b-2?tab=1#x",
        "/elsewhere",
        "https://other.example/",
        "logo.png",
      ),
      "/docs/a-1": page("/docs/", "/docs/c-3"),
      "/docs/b-2": page(),
      "/docs/c-3": "<html><p>C</p></html>",
    });
    const { pages } = await readPages(`${site.url}docs/`, optionsWith());
    expect(pages.map(({ location }) => location.slice(site.url.length))).toEqual([
      "docs/",
      "docs/a-1",
      "docs/b-2",
      "docs/c-3",
    ]);
    expect(pages.at(-1)).toMatchObject({ origin: "text", text: "C" });
  });

  test("is asked twice at once at most", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `/p-${index}.md`);
    const slow: Answer = (_, response) =>
      void setTimeout(
        () => response.writeHead(200, { "content-type": "text/markdown" }).end("# P"),
        20,
      );
    const site = await siteWith({
      "/llms.txt": names.map((name) => `- [P](${name})`).join("\n"),
      ...Object.fromEntries(names.map((name) => [name, slow])),
    });
    const { pages } = await readPages(site.url, optionsWith());
    expect(pages).toHaveLength(12);
    expect(site.most).toBe(2);
  });

  test("that is asked again answers 304, and the pages are the same", async () => {
    const conditional: Answer = (request, response) => {
      if (request.headers["if-none-match"] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { "content-type": "text/markdown", etag: '"1"' }).end(twin("P"));
    };
    const site = await siteWith({ "/llms.txt": "- [P](/p.md)", "/p.md": conditional });
    const options = optionsWith();
    const first = await readPages(site.url, options);
    const second = await readPages(site.url, options);
    expect(second.pages).toEqual(first.pages);
    expect(site.headers.at(-1)?.["if-none-match"]).toBe('"1"');
  });

  test("that broke off is read on where it stopped", async () => {
    let isBroken = true;
    const later: Answer = (_, response) =>
      isBroken
        ? response.writeHead(500).end()
        : response.writeHead(200, { "content-type": "text/markdown" }).end("# Later");
    const site = await siteWith({ ...things, "/get-lot-2.md": later });
    const options = optionsWith();
    const { failures, complete } = await readPages(site.url, options);
    expect(complete).toBe(false);
    expect(failures).toEqual([
      { location: `${site.url}get-lot-2.md`, why: "the host returned status 500, in 4 attempts" },
    ]);
    isBroken = false;
    site.asked.length = 0;
    const { pages, failures: none } = await readPages(site.url, options);
    expect(none).toEqual([]);
    expect(pages).toHaveLength(3);
    expect(site.asked).toEqual(["/robots.txt", "/llms.txt", "/get-lot-2.md"]);
  });

  test("is left alone where robots.txt says so, also when a redirect leads there", async () => {
    const site = await siteWith({
      "/robots.txt": "User-agent: spec-tether\nDisallow: /get",
      ...things,
      "/read-me.md": (_, response) => response.writeHead(302, { location: "/get-lot-2.md" }).end(),
    });
    const { pages, failures } = await readPages(site.url, optionsWith());
    expect(pages).toHaveLength(1);
    expect(failures.map(({ why }) => why)).toEqual(Array(2).fill("robots.txt disallows it"));
    expect(site.asked).not.toContain("/get-lot-2.md");
  });

  test("whose robots.txt cannot be had is not read", async () => {
    const site = await siteWith({
      ...things,
      "/robots.txt": (_, response) => response.writeHead(503).end(),
    });
    expect(await refusal(site.url)).toContain(
      "robots.txt cannot be read, so no page may be fetched",
    );
    expect(new Set(site.asked)).toEqual(new Set(["/robots.txt"]));
  });

  test("is paused for as long as Retry-After says", async () => {
    const times: number[] = [];
    const busy: Answer = (_, response) => {
      times.push(performance.now());
      if (times.length === 1) response.writeHead(429, { "retry-after": "1" }).end();
      else response.writeHead(200, { "content-type": "text/markdown" }).end(twin("P"));
    };
    const site = await siteWith({ "/p.md": busy });
    const { pages } = await readPages(`${site.url}p.md`, optionsWith());
    expect(pages).toHaveLength(1);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);
  });
});

describe("a page", () => {
  test("is read by its .md twin, or else as it is", async () => {
    const site = await siteWith({
      "/a-1": "<html>A</html>",
      "/a-1.md": twin("A"),
      "/b-2": "<html>B</html>",
      "/b-2.md": "<html>an application that answers everything</html>",
    });
    const [a] = (await readPages(`${site.url}a-1`, optionsWith())).pages;
    expect(a).toMatchObject({ location: `${site.url}a-1`, origin: "markdown", text: twin("A") });
    const [b] = (await readPages(`${site.url}b-2`, optionsWith())).pages;
    expect(b).toMatchObject({ location: `${site.url}b-2`, origin: "text", text: "B" });
  });

  const typed = (type: string, body: string | Buffer): Answer => {
    return (_, response) => response.writeHead(200, { "content-type": type }).end(body);
  };
  /** Gives bytes for as long as somebody takes them. */
  const endless: Answer = (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  };
  const redirect = (location: string): Answer => {
    return (_, response) => response.writeHead(301, { location }).end();
  };
  test.each<[string, Answer, RegExp]>([
    ["a zip", typed("application/zip", "PK\u0003\u0004"), /application\/zip, not a page/],
    [
      "a zip that says it is a page",
      typed("text/html", "PK\u0003\u0004…"),
      /a zip archive; unpack it/,
    ],
    ["binary", typed("text/plain", Buffer.from([65, 0, 66])), /a binary file/],
    ["broken UTF-8", typed("text/plain", Buffer.from([0xc3, 0x28])), /not UTF-8 text/],
    ["a page of 50 MB", typed("text/html", "x".repeat(50_000_000)), /larger than 100000 bytes/],
    ["an endless page", endless, /larger than 100000 bytes/],
    [
      "a redirect to another host",
      redirect("http://other.example/"),
      /another host: http:\/\/other/,
    ],
    ["a redirect to another port", redirect("http://127.0.0.1:9/"), /another host/],
    ["a redirect to a file", redirect("file:///etc/passwd"), /another host/],
    ["a redirect in a circle", redirect("/p.md"), /redirects in a loop/],
    ["404", (_, response) => response.writeHead(404).end(), /the host returned status 404$/],
    [
      "500 for ever",
      (_, response) => response.writeHead(500).end(),
      /returned status 500, in 4 attempts/,
    ],
    [
      "a wait of a day",
      (_, r) => r.writeHead(429, { "retry-after": "86400" }).end(),
      /a pause of 86400 s/,
    ],
    [
      "a cut answer",
      (_, response) => {
        response.writeHead(200, { "content-type": "text/html", "content-length": 9 });
        response.write("x", () => response.destroy());
      },
      /broke off|4 attempts/,
    ],
    ["silence", () => undefined, /no response in time, in 4 attempts/],
  ])("of %s is refused", async (name, answer, want) => {
    const site = await siteWith({ "/p.md": answer });
    const options = optionsWith({
      maxPageBytes: 100_000,
      timeoutMs: name === "silence" ? 400 : 60_000,
    });
    expect(await refusal(`${site.url}p.md`, options)).toMatch(want);
  });

  test("of a host that refuses the connection says so in words", async () => {
    const site = await siteWith({});
    await site.close();
    const message = await refusal(`${site.url}p.md`, optionsWith({ retryDelayMs: 1 }));
    expect(message).toContain("the connection was refused");
  });

  test("with a password in its URL is refused, and the password is not shown", async () => {
    const message = await refusal("https://me:secret@docs.example.com/p");
    expect(message).toContain("must not contain a password");
    expect(message).not.toContain("secret");
  });
});
