import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { answerRules } from "../../generator/runtime/observe/index.js";
import { serve } from "../runtime/server.js";
import { generateInto } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { recordedIn, sets } from "../verify/compared/recorded.js";

/** What `verify` finds in recordings, an observer finds while they happen, as far as answers show it. */
const server = await serve();
afterAll(() => server.close());

interface Entry {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: {
    readonly status: number;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly content: { readonly text?: string; readonly encoding?: string };
  };
}

type Fetch = (url: string, init: RequestInit, call: Call) => Promise<Response>;
interface Call {
  readonly operationId: string;
  readonly method: string;
  readonly url: string;
}
interface Observer {
  watch(fetch: Fetch): Fetch;
  flush(): Promise<void>;
  readonly counts: { readonly errors: number };
}
interface Found {
  readonly level: string;
  readonly rule: string;
  readonly count: number;
}

/** Answers as recorded: compressed, if the recording says so. */
function answerAsRecorded({ response: { status, headers, content } }: Entry): void {
  const bytes = Buffer.from(content.text ?? "", content.encoding === "base64" ? "base64" : "utf8");
  const isGzip = headers.some(({ value }) => value === "gzip") && bytes[0] !== 0x1f;
  const fields = headers.map(({ name, value }) => [name.toLowerCase(), value] as const);
  // How the body is framed is up to the server.
  const own = fields.filter(([name]) => !/^(?:content-length|transfer-encoding)$/.test(name));
  server.respond = (response) =>
    response.writeHead(status, Object.fromEntries(own)).end(isGzip ? gzipSync(bytes) : bytes);
}

describe.each(sets)("%s", async (set) => {
  const all = recordedIn(set);
  const text = readFileSync(all[0]?.spec ?? "", "utf8");
  const made = await generateInto(text, undefined, { name: "Shop" }, { observe: true });
  const descriptors = Object.values(await loadOutput(made, "operations")) as {
    readonly id: string;
    readonly method: string;
    readonly path: string;
  }[];
  const { createObserver } = (await loadOutput(made, "observe")) as {
    createObserver(options: object): Observer;
  };

  /** The operation of a request, as the client that makes it knows. */
  function idOf({ method, url }: Entry["request"]): string | undefined {
    const path = new URL(url).pathname.replace(/^\/v1/, "");
    return descriptors.find((each) => {
      const pattern = new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, "\\w+")}$`);
      return each.method === method && pattern.test(path);
    })?.id;
  }

  // A recording that was cut is no answer that was cut.
  test.each(all.filter(({ name }) => name !== "truncated"))(
    "$name",
    async ({ recording, expected }) => {
      const found: Found[] = [];
      const onFinding = (batch: readonly Found[]) => found.push(...batch);
      const observer = createObserver({ sample: 1, onFinding });
      const fetch = observer.watch((url, init) => globalThis.fetch(url, init));
      const { log }: { log: { entries: Entry[] } } = JSON.parse(readFileSync(recording, "utf8"));
      for (const entry of log.entries) {
        const { method, url } = entry.request;
        const operationId = idOf(entry.request);
        if (operationId === undefined || !url.includes(".shop.example/")) continue;
        answerAsRecorded(entry);
        const { pathname, search } = new URL(url);
        const target = `${server.url}${pathname}${search}`;
        const init: RequestInit = { method, redirect: "manual" };
        const response = await fetch(target, init, { operationId, method, url: target });
        await response.arrayBuffer();
      }
      await observer.flush();
      expect(observer.counts.errors).toBe(0);
      const shown = new Set<string>(answerRules.map(({ id }) => id));
      expect(found.map(({ level, rule, count }) => ({ level, rule, count }))).toEqual(
        expected
          .filter(({ rule }) => shown.has(rule))
          .map(({ level, rule, count }) => ({ level, rule, count })),
      );
    },
  );
});
