import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readdirSync, readFileSync } from "node:fs";
import http, { type ClientRequest } from "node:http";
import https from "node:https";
import { join } from "node:path";
import { Readable } from "node:stream";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readPages, type SourceOptions } from "../../generator/capture/sources/index.js";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { makeFolder } from "../support/generator.js";
import { type Answer, type Site, serve } from "./capture-server.js";

/*
 * Sites that mean harm, or are only broken. Each run ends, and says what it did not read; it asks
 * for no more than it may, and connects to no host but the one that was named.
 */

const sites: Site[] = [];
/** The hosts of all tests: one that breaks off leaves a connection behind. */
const named = new Set<string>();
const connections: string[] = [];
const onRequest = (message: unknown) => {
  const { request } = message as { request: ClientRequest };
  connections.push(`${request.protocol}//${request.getHeader("host")}/`);
};
const onConnect = (message: unknown) => {
  const { host } = (message as { connectParams: { host: string } }).connectParams;
  connections.push(`http://${host}/`);
};
/** Of both ways that Node has to send a request. */
const channels = [
  ["http.client.request.start", onRequest],
  ["undici:client:beforeConnect", onConnect],
] as const;
beforeEach(() => {
  connections.length = 0;
  for (const [channel, listener] of channels) subscribe(channel, listener);
});
afterEach(async () => {
  for (const [channel, listener] of channels) unsubscribe(channel, listener);
  expect(connections.filter((url) => !named.has(url))).toEqual([]);
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

async function siteWith(
  routes: Readonly<Record<string, Answer | string>>,
  other?: Answer,
): Promise<Site> {
  const site = await serve(routes, other);
  sites.push(site);
  named.add(site.url);
  return site;
}

function optionsWith(more: Partial<SourceOptions> = {}): SourceOptions {
  return { cacheFolder: makeFolder(), retryDelayMs: 1, timeoutMs: 60_000, ...more };
}

async function refusal(source: string, options = optionsWith()): Promise<string> {
  const error = await readPages(source, options).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DiagnosticError);
  return (error as DiagnosticError).diagnostics[0]?.message ?? "";
}

const markdown = (body: string | Buffer, more: Readonly<Record<string, string>> = {}): Answer => {
  return (_, response) =>
    response.writeHead(200, { "content-type": "text/markdown", ...more }).end(body);
};
const html = (body: string): Answer => {
  return (_, response) => response.writeHead(200, { "content-type": "text/html" }).end(body);
};
const linksTo = (paths: readonly string[]) =>
  `<html><body>${paths.map((path) => `<a href="${path}">x</a>`).join("")}</body></html>`;
const listOf = (paths: readonly string[]) => paths.map((path) => `- [P](${path})`).join("\n");
const redirect = (location: string): Answer => {
  return (_, response) => response.writeHead(302, { location }).end();
};

describe("a trap for robots", () => {
  test("of pages without end is left after as many as may be read, and that is said", async () => {
    const site = await siteWith(
      { "/robots.txt": "User-agent: *\nSitemap: /sitemap.xml", "/docs/llms.txt": html("no list") },
      (request, response) => {
        const path = request.url ?? "";
        html(linksTo([`${path}a/`, `${path}b/`, `${path}?session=${path.length}`]))(
          request,
          response,
        );
      },
    );
    const { pages, failures, complete } = await readPages(
      `${site.url}docs/`,
      optionsWith({ maxPages: 20 }),
    );
    expect(pages).toHaveLength(20);
    expect(complete).toBe(false);
    expect(failures).toEqual([
      {
        location: `${site.url}docs/`,
        why: "its links lead to more than 20 pages, and only those are read",
      },
    ]);
    expect(site.asked).toHaveLength(22);
    expect(site.asked).not.toContain("/sitemap.xml");
  });

  test("of a page with tens of thousands of links is nothing more", async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => `/docs/${index}`);
    const site = await siteWith({ "/docs/": html(linksTo(many)), "/docs/1": "<html>1</html>" });
    const { pages, failures } = await readPages(`${site.url}docs/`, optionsWith({ maxPages: 3 }));
    expect(pages.map(({ location }) => location)).toEqual([
      `${site.url}docs/`,
      `${site.url}docs/1`,
    ]);
    expect(failures.map(({ why }) => why).sort()).toEqual([
      "its links lead to more than 3 pages, and only those are read",
      "the host returned status 404",
    ]);
  });

  test("that robots.txt disallows is not entered, however many links lead there", async () => {
    const traps = Array.from({ length: 50 }, (_, index) => `/docs/trap/${index}`);
    const site = await siteWith({
      "/robots.txt": "User-agent: *\nDisallow: /docs/trap",
      "/docs/": html(linksTo([...traps, "/docs/good"])),
      "/docs/good": "<html>good</html>",
    });
    const { pages, failures } = await readPages(`${site.url}docs/`, optionsWith());
    expect(pages).toHaveLength(2);
    expect(failures).toHaveLength(50);
    expect(new Set(failures.map(({ why }) => why))).toEqual(new Set(["robots.txt disallows it"]));
    expect(site.asked.filter((path) => path.includes("trap"))).toEqual([]);
  });

  test("of a delay of a day is paused for less, and that is said", async () => {
    const site = await siteWith({
      "/robots.txt": "User-agent: *\nCrawl-delay: 86400",
      "/p.md": "# P",
    });
    const said: string[] = [];
    const { pages } = await readPages(
      `${site.url}p.md`,
      optionsWith({ onProgress: (line) => said.push(line) }),
    );
    expect(pages).toHaveLength(1);
    expect(said).toContain("robots.txt asks for 86400 s between requests; the pauses are 10 s");
  });

  test("of pages that all fail is given up on", async () => {
    const paths = Array.from({ length: 60 }, (_, index) => `/${index}.md`);
    const site = await siteWith({ "/llms.txt": listOf(paths), "/robots.txt": "" }, (_, response) =>
      response.writeHead(503).end(),
    );
    const { pages, failures } = await readPages(site.url, optionsWith());
    expect(pages).toEqual([]);
    expect(failures).toHaveLength(60);
    expect(failures.map(({ why }) => why)).toContain(
      "the host failed 10 requests in a row, so it is asked no more",
    );
    // Two at once; each is repeated three times.
    expect(site.asked.length).toBeLessThanOrEqual(2 + 11 * 4);
  });

  test("of more text than fits into memory is left, and that is said", async () => {
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}.md`);
    const site = await siteWith(
      { "/llms.txt": listOf(paths), "/robots.txt": "" },
      markdown("x".repeat(40_000)),
    );
    const { pages, failures } = await readPages(site.url, optionsWith({ maxSiteBytes: 100_000 }));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(site.asked.length).toBeLessThanOrEqual(6);
    expect(pages.length + failures.length).toBe(20);
    expect(new Set(failures.map(({ why }) => why))).toEqual(
      new Set(["the pages before it are larger than 100000 bytes together"]),
    );
  });
});

describe("a robots.txt", () => {
  const forbidding = "User-agent: *\nDisallow: /p.md\n";
  test.each<[string, Answer, RegExp]>([
    [
      "with a comment in Latin-1",
      markdown(Buffer.from(`# für alle\n${forbidding}`, "latin1")),
      /disallows/,
    ],
    ["that is too long", markdown(forbidding + "# more\n".repeat(100_000)), /disallows/],
    [
      "that is cut",
      (_, response) => {
        response.writeHead(200, { "content-length": 900 });
        response.write("User-agent: *\n", () => response.destroy());
      },
      /robots\.txt cannot be read, so no page may be fetched: the transfer broke off/,
    ],
    ["that redirects without end", redirect("/robots.txt"), /^$/],
    ["on another host", redirect("http://169.254.169.254/robots.txt"), /^$/],
  ])("%s", async (_, answer, want) => {
    const site = await siteWith({ "/robots.txt": answer, "/p.md": "# P" });
    const said = await readPages(`${site.url}p.md`, optionsWith()).then(
      () => "",
      (error: DiagnosticError) => error.diagnostics[0]?.message ?? "",
    );
    expect(said).toMatch(want);
    expect(site.asked.includes("/p.md")).toBe(said === "");
  });

  test("that is too long ends with its last whole line", async () => {
    const limit = 512 * 1024;
    const [head, line] = ["User-agent: *\n", "Disallow: /aaaaaaaaaaaaaaaaaaaaa\n"];
    // The half of a line that stands at the limit would disallow everything.
    const half = "Disallow: /";
    const comment = "#".repeat((limit - head.length - half.length) % line.length);
    const rules = `${comment.slice(1)}\n${head}${line.repeat(20_000)}`;
    expect(rules.slice(0, limit).endsWith(`\n${half}`)).toBe(true);
    const site = await siteWith({ "/robots.txt": rules, "/p.md": "# P" });
    expect((await readPages(`${site.url}p.md`, optionsWith())).pages).toHaveLength(1);
  });

  // Over loopback this takes the ports 80 and 443, so the answers are made here.
  test("of a site that moved to https holds there", async () => {
    const moved = (location: string) => ({ statusCode: 301, headers: { location }, text: "" });
    const ok = (text: string) => ({ statusCode: 200, headers: {}, text });
    const answers: Readonly<Record<string, ReturnType<typeof ok>>> = {
      "http://docs.example.com/robots.txt": ok("User-agent: *\nDisallow: /b"),
      "http://docs.example.com/a.md": moved("https://docs.example.com/a.md"),
      "https://docs.example.com/a.md": ok("# A"),
      "http://docs.example.com/c.md": moved("https://docs.example.com/b.md"),
    };
    const answered = ((url: string) => {
      const listeners = new Map<string, (given: unknown) => void>();
      const request = {
        on: (event: string, listener: (given: unknown) => void) => {
          listeners.set(event, listener);
          return request;
        },
        end: () => {
          const made = answers[url];
          if (!made) listeners.get("error")?.(new Error("nobody is there"));
          else {
            const body = Readable.from([Buffer.from(made.text)]);
            listeners.get("response")?.(Object.assign(body, made));
          }
        },
      };
      return request;
    }) as unknown as typeof http.request;
    const spies = [http, https].map((one) => vi.spyOn(one, "request").mockImplementation(answered));
    try {
      const { pages } = await readPages("http://docs.example.com/a.md", optionsWith());
      expect(pages.map(({ text }) => text)).toEqual(["# A"]);
      const why = await refusal("http://docs.example.com/c.md");
      expect(why).toContain("robots.txt disallows it");
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });
});

describe("a list of pages", () => {
  test("of very many is read to where it may be, which is said once", async () => {
    const paths = Array.from({ length: 40_000 }, (_, index) => `/${index}.md`);
    const site = await siteWith(
      { "/llms.txt": listOf(["/llms.txt", ...paths]), "/robots.txt": "" },
      markdown("# P"),
    );
    const { pages, failures, unread, complete } = await readPages(
      site.url,
      optionsWith({ maxPages: 5 }),
    );
    expect(pages).toHaveLength(5);
    expect(unread).toEqual([]);
    expect(complete).toBe(false);
    expect(failures).toEqual([
      {
        location: `${site.url}llms.txt`,
        why: "it lists 40001 pages, and only the first 5 are read",
      },
    ]);
    // One of the pages is the list itself.
    expect(site.asked).toHaveLength(7);
  });

  test("that is too large is passed over, which is said", async () => {
    const site = await siteWith({
      "/llms.txt": listOf(Array.from({ length: 9_000 }, (_, index) => `/${index}.md`)),
      "/": "<html>Home</html>",
    });
    const { pages, failures } = await readPages(site.url, optionsWith({ maxPageBytes: 50_000 }));
    expect(pages.map(({ text }) => text)).toEqual(["Home"]);
    expect(failures).toEqual([
      { location: `${site.url}llms.txt`, why: "it is larger than 50000 bytes" },
    ]);
  });

  test("with names and passwords gets neither sent nor shown", async () => {
    const site = await siteWith({ "/p.md": "# P", "/q.md": redirect("/r.md"), "/r.md": "# R" });
    const login = site.url.replace("//", "//alice:s3cret@");
    site.routes.set("/llms.txt", listOf([`${login}p.md`, "/q.md"]));
    site.routes.set("/q.md", redirect(`${login}r.md`));
    const result = await readPages(site.url, optionsWith());
    expect(result.pages.map(({ text }) => text)).toEqual(["# P", "# R"]);
    expect(JSON.stringify(result)).not.toContain("s3cret");
    expect(site.headers.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});

describe("a redirect", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::1]/",
    "http://localhost/",
    "http://0.0.0.0/",
    "//127.0.0.2/",
    "https://127.0.0.1/",
    "http://127.0.0.1.example.com/",
    "data:text/markdown,x",
  ])("to %s is not followed", async (location) => {
    const site = await siteWith({ "/p.md": redirect("/q.md"), "/q.md": redirect(location) });
    expect(await refusal(`${site.url}p.md`)).toContain("it redirects to another host: ");
    expect(site.asked).toEqual(["/robots.txt", "/p.md", "/q.md"]);
  });

  test("to another port of the same machine is not followed", async () => {
    const inside = await siteWith({ "/p.md": "# Secret" });
    const site = await siteWith({
      "/llms.txt": listOf([`${inside.url}p.md`, "/q.md", "/r.md"]),
      "/q.md": redirect(`${inside.url}p.md`),
      "/r.md": "# R",
    });
    const { pages, failures } = await readPages(site.url, optionsWith());
    expect(pages.map(({ text }) => text)).toEqual(["# R"]);
    expect(failures).toHaveLength(2);
    expect(inside.asked).toEqual([]);
  });

  test.each([
    ["http://[", "it redirects to what is not a URL"],
    ["/a-loop.md", "it redirects in a loop"],
  ])("to %s costs one page, and not the others", async (location, why) => {
    const site = await siteWith({
      "/llms.txt": listOf(["/a-loop.md", "/b.md"]),
      "/a-loop.md": redirect(location),
      "/b.md": "# B",
    });
    const { pages, failures } = await readPages(site.url, optionsWith());
    expect(pages.map(({ text }) => text)).toEqual(["# B"]);
    expect(failures).toEqual([{ location: `${site.url}a-loop.md`, why }]);
  });
});

test("a page in another encoding is read as what it is, or not at all", async () => {
  const typed = (charset: string, body: Buffer): Answer =>
    markdown(body, { "content-type": `text/markdown; charset=${charset}` });
  const umlaut = Buffer.from("# Größe");
  const routes: Readonly<Record<string, [Answer, string]>> = {
    "/utf-16le.md": [
      typed("utf-16", Buffer.from("\ufeff# Größe", "utf16le")),
      "it is UTF-16 text; save it as UTF-8 first",
    ],
    "/utf-16be.md": [
      typed("utf-16", Buffer.from("\ufeff# Größe", "utf16le").swap16()),
      "it is UTF-16 text; save it as UTF-8 first",
    ],
    "/utf-16-bare.md": [typed("utf-8", Buffer.from("# Größe", "utf16le")), "it is a binary file"],
    "/latin-1.md": [typed("iso-8859-1", Buffer.from("# Größe", "latin1")), "it is not UTF-8 text"],
    "/half.md": [typed("utf-8", umlaut.subarray(0, -2)), "it is not UTF-8 text"],
    "/nul.md": [typed("utf-8", Buffer.from("# Gr\0sse")), "it is a binary file"],
    "/surrogate.md": [typed("utf-8", Buffer.from([0xed, 0xa0, 0x80])), "it is not UTF-8 text"],
    "/wrong-header.md": [typed("iso-8859-1", umlaut), "# Größe"],
    "/no-such-charset.md": [typed("x-nothing", umlaut), "# Größe"],
    "/marked.md": [typed("utf-8", Buffer.from("\ufeff# Größe")), "# Größe"],
    "/marked-twice.md": [typed("utf-8", Buffer.from("# Gr\ufeffsse")), "# Gr\ufeffsse"],
  };
  const site = await siteWith({
    "/llms.txt": listOf(Object.keys(routes)),
    ...Object.fromEntries(Object.entries(routes).map(([path, [answer]]) => [path, answer])),
  });
  const { pages, failures } = await readPages(site.url, optionsWith());
  const pathOf = ({ location }: { location: string }) => new URL(location).pathname;
  const got = Object.fromEntries([
    ...pages.map((page) => [pathOf(page), page.text]),
    ...failures.map((failure) => [pathOf(failure), failure.why]),
  ]);
  expect(got).toEqual(
    Object.fromEntries(Object.entries(routes).map(([path, [, want]]) => [path, want])),
  );
});

describe("compressed content", () => {
  const million = Buffer.alloc(1_000_000, "x");
  const thousandth = gzipSync(million);
  /** Several archives one behind the other are one. */
  const gigabytes = Buffer.concat(Array<Buffer>(4_000).fill(thousandth));
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
  const much = Buffer.alloc(64_000_000, "x");
  const coded = (encoding: string, body: Buffer) =>
    markdown(body, { "content-encoding": encoding });

  test.each<[string, Answer]>([
    ["gzip", coded("gzip", gigabytes)],
    ["gzip in gzip", coded("gzip, gzip", gzipSync(gigabytes, { level: 1 }))],
    ["br", coded("br", brotliCompressSync(much, quick))],
    ["deflate", coded("deflate", deflateSync(much))],
  ])("that inflates beyond all limits is refused early: %s", async (_, answer) => {
    const site = await siteWith({ "/p.md": answer, "/robots.txt": "" });
    let most = 0;
    const look = () => {
      const { external, arrayBuffers } = process.memoryUsage();
      most = Math.max(most, external + arrayBuffers);
    };
    look();
    const start = most;
    const watch = setInterval(look, 5);
    try {
      const said = await refusal(`${site.url}p.md`, optionsWith({ maxPageBytes: 100_000 }));
      expect(said).toContain("it is larger than 100000 bytes");
    } finally {
      clearInterval(watch);
    }
    look();
    expect(most - start).toBeLessThan(50_000_000);
    expect(site.asked).toEqual(["/robots.txt", "/p.md"]);
  });

  test.each<[string, Answer]>([
    ["that is none", coded("gzip", Buffer.from("# P"))],
    ["in a hundred layers", coded(Array(100).fill("gzip").join(", "), thousandth)],
    ["in a way that nobody knows", coded("x-nothing", thousandth)],
  ])("%s is refused", async (_, answer) => {
    const site = await siteWith({ "/p.md": answer });
    expect(await refusal(`${site.url}p.md`)).toMatch(
      /the transfer broke off: \S|4 attempts|is a gzip archive/,
    );
  });
});

test("compressed content that is cut is no page, however properly its transfer ends", async () => {
  const whole = Buffer.from("# A page\n".repeat(2_000));
  const ways: Readonly<Record<string, Buffer>> = {
    gzip: gzipSync(whole),
    br: brotliCompressSync(whole),
    deflate: deflateSync(whole),
    "gzip, gzip": gzipSync(gzipSync(whole)),
  };
  const site = await siteWith(
    Object.fromEntries(
      Object.entries(ways).flatMap(([coding, body], index) => {
        const coded = { "content-encoding": coding };
        const half = body.subarray(0, Math.ceil(body.length / 2));
        const damaged = Buffer.from(body);
        damaged.fill(0xff, 4, 16);
        return [
          [`/${index}-whole.md`, markdown(body, coded)],
          [`/${index}-cut.md`, markdown(half, coded)],
          [`/${index}-sized.md`, markdown(half, { ...coded, "content-length": `${half.length}` })],
          [`/${index}-damaged.md`, markdown(damaged, coded)],
        ];
      }),
    ),
  );
  site.routes.set("/llms.txt", listOf([...site.routes.keys()]));
  const { pages, failures } = await readPages(site.url, optionsWith());
  expect(pages.map(({ text }) => text)).toEqual(Array(4).fill(whole.toString()));
  const said = failures.map(({ location, why }) => [/-(\w+)\.md$/.exec(location)?.[1], why]);
  const cut = "the transfer broke off: its compressed content is cut";
  const damaged = "the transfer broke off: its compressed content is damaged";
  expect(said.toSorted()).toEqual([
    ...Array(4).fill(["cut", cut]),
    ...Array(4).fill(["damaged", damaged]),
    ...Array(4).fill(["sized", cut]),
  ]);
});

test("whoever answers by user agent is asked with one, ours, by every request", async () => {
  const byAgent: Answer = (request, response) => {
    const isOurs = request.headers["user-agent"] === "spec-tether/0.1.0";
    markdown(isOurs ? "# For tools" : "# For people")(request, response);
  };
  let tries = 0;
  const site = await siteWith({
    "/robots.txt": "User-agent: spec-tether\nAllow: /\n\nUser-agent: *\nDisallow: /",
    "/llms.txt": listOf(["/p", "/moved.md", "/later.md"]),
    "/p.md": byAgent,
    "/moved.md": redirect("/p.md"),
    "/later.md": (request, response) => {
      tries += 1;
      if (tries === 1) response.writeHead(503).end();
      else byAgent(request, response);
    },
  });
  const options = optionsWith();
  for (let run = 1; run <= 2; run++) {
    const { pages } = await readPages(site.url, options);
    expect(pages.map(({ text }) => text)).toEqual(Array(3).fill("# For tools"));
  }
  expect(new Set(site.headers.map((headers) => headers["user-agent"]))).toEqual(
    new Set(["spec-tether/0.1.0"]),
  );
});

test("transfers that are cut are never kept by halves, and the next run reads them whole", async () => {
  const whole = "# A page\n".repeat(2_000);
  let isCut = true;
  const cutAt =
    (body: Buffer, headers: Readonly<Record<string, string | number>>): Answer =>
    (_, response) => {
      response.writeHead(200, { "content-type": "text/markdown", etag: '"1"', ...headers });
      if (!isCut) response.end(body);
      else response.write(body.subarray(0, body.length / 2), () => response.destroy());
    };
  const plain = Buffer.from(whole);
  const packed = gzipSync(whole, { level: 0 });
  const cut = {
    "/length.md": cutAt(plain, { "content-length": plain.length }),
    "/chunked.md": cutAt(plain, {}),
    "/gzip.md": cutAt(packed, { "content-encoding": "gzip" }),
  };
  const paths = Object.keys(cut);
  const site = await siteWith({
    "/llms.txt": listOf([...paths, "/good.md"]),
    "/good.md": whole,
    ...cut,
  });
  const options = optionsWith();
  const first = await readPages(site.url, options);
  expect(first.pages).toHaveLength(1);
  expect(first.failures.map(({ location }) => new URL(location).pathname)).toEqual(
    paths.toSorted(),
  );
  for (const { why } of first.failures) expect(why).toMatch(/^the transfer broke off: \S/);
  const kept = readdirSync(options.cacheFolder).map((name) =>
    readFileSync(join(options.cacheFolder, name), "utf8"),
  );
  // Two answers and the journal of the run; nothing of what was cut.
  const texts = kept.flatMap((text) => (JSON.parse(text) as { text?: string }).text ?? []);
  expect(texts.filter((text) => text.startsWith("# A page"))).toEqual([whole]);

  isCut = false;
  site.asked.length = 0;
  const second = await readPages(site.url, options);
  expect(second.failures).toEqual([]);
  expect(second.pages.map(({ text }) => text)).toEqual(Array(4).fill(whole));
  expect(site.asked.toSorted()).toEqual(["/robots.txt", "/llms.txt", ...paths].toSorted());
});
