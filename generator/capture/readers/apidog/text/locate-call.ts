import { splitServer } from "../../../endpoint-path.js";
import type { Confidence, Fact, Quote } from "../../../fact.js";
import { isUsable } from "../../../usable-server.js";
import { isMockServer } from "../mock-server.js";
import type { Sample } from "./code-sample.js";
import type { Head } from "./operation-head.js";

/** What is called: the method, the path template, and the server if the page shows one. */
export interface Call {
  readonly method: Fact<string>;
  readonly path: Fact<string>;
  readonly server: Fact<string> | undefined;
}

/** Where the pieces of a call stand on the page. */
export interface Sources {
  readonly head:
    | { readonly method: Quote; readonly path: Quote; readonly written: Head }
    | undefined;
  readonly sample: { readonly quote: Quote; readonly written: Sample } | undefined;
  /** Names of the path parameters, in the order of the page. */
  readonly placeholders: readonly string[];
}

/**
 * The call that the head of a page states, completed by its sample code: a page may show the
 * server in place of the path, or no head at all. Undefined if neither shows a call.
 */
export function locateCall(sources: Sources): Call | undefined {
  const call = findCall(sources);
  const url = call?.server?.value;
  const isKnown = url !== undefined && isUsable(url) && !isMockServer(url);
  return call && (isKnown ? call : { ...call, server: undefined });
}

function findCall({ head, sample, placeholders }: Sources): Call | undefined {
  const called = sample && splitServer(sample.written.url);
  if (!head) {
    if (!sample || !called) return undefined;
    const path = fill(called.path, placeholders);
    return {
      method: derived(sample.written.method, "the sample call has this method", sample.quote),
      path: path.isSure
        ? derived(path.value, "it is the path of the sample call", sample.quote)
        : fact(
            path.value,
            "ambiguous",
            "the sample call shows values, or nothing, instead of parameters",
            sample.quote,
          ),
      server: serverOf(called.server, sample.quote),
    };
  }
  const method = fact(head.written.method.text, "stated", undefined, head.method);
  const { server, path } = splitServer(head.written.written);
  const isLost =
    path === "/" && server !== undefined && called !== undefined && called.path !== "/";
  if (isLost && sample) {
    const filled = fill(called.path, placeholders);
    const because = "the page shows the server alone; the path is the sample call's";
    return {
      method,
      path: fact(filled.value, filled.isSure ? "derived" : "ambiguous", because, sample.quote),
      server: fact(server, "stated", undefined, head.path),
    };
  }
  const stated = server === undefined ? undefined : fact(server, "stated", undefined, head.path);
  return {
    method,
    path: fact(path, "stated", undefined, head.path),
    server:
      stated ?? (sample && called ? serverOf(prefixOf(called, path), sample.quote) : undefined),
  };
}

/** A call drops the empty values of its path; the page's list of parameters says what they are. */
function fill(path: string, placeholders: readonly string[]): { value: string; isSure: boolean } {
  const missing = placeholders.filter((name) => !path.includes(`{${name}}`));
  if (missing.length === 0) return { value: path, isSure: true };
  const segments = path.split("/").slice(1);
  const gaps = segments.filter((segment) => segment === "").length;
  if (gaps !== missing.length) return { value: path, isSure: false };
  const names = [...missing];
  const filled = segments.map((segment) => (segment === "" ? `{${names.shift()}}` : segment));
  return { value: `/${filled.join("/")}`, isSure: true };
}

/** The server of a called URL, with what its path has before the documented one. */
function prefixOf(
  called: { server: string | undefined; path: string },
  template: string,
): string | undefined {
  if (called.server === undefined) return undefined;
  const wanted = template.split("/").slice(1);
  const given = called.path.split("/").slice(1);
  const prefix = given.slice(0, Math.max(0, given.length - wanted.length));
  const rest = given.slice(prefix.length);
  const fits = wanted.every(
    (segment, index) =>
      segment === rest[index] || (segment.includes("{") && rest[index] !== undefined),
  );
  return fits ? [called.server, ...prefix].join("/") : undefined;
}

function serverOf(url: string | undefined, quote: Quote): Fact<string> | undefined {
  return url === undefined ? undefined : derived(url, "it is the server of the sample call", quote);
}

function derived(value: string, because: string, quote: Quote): Fact<string> {
  return fact(value, "derived", because, quote);
}

function fact(
  value: string,
  confidence: Confidence,
  because: string | undefined,
  quote: Quote,
): Fact<string> {
  return { value, confidence, because, quote };
}
