import { lookup as lookUp } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { readAtMost, shownUrl, trace } from "../disk/index.js";
import { displayLocation } from "./document-location.js";
import { isPrivate } from "./is-private.js";
import { networkErrorReason } from "./network-error-reason.js";
import { tooLarge } from "./read-spec-file.js";

export interface FetchOptions {
  readonly headersFor: (url: URL) => Readonly<Record<string, string>>;
  /** Whether a redirect may lead to another host. */
  readonly isAllowed: (url: URL) => boolean;
  readonly isPrivateAllowed: (url: URL) => boolean;
  readonly maxBytes: number;
  readonly seconds: number;
  readonly referrer: Place | undefined;
}

const maxRedirects = 5;

/** A request that is refused, with the reason in words. */
class Refused extends Error {}

/**
 * The bytes of a document on a server, and the final URL after redirects. Throws a DiagnosticError;
 * no message contains a header or a query.
 */
export async function fetchBytes(
  url: URL,
  options: FetchOptions,
): Promise<{ bytes: Uint8Array; base: string }> {
  // One time limit for all redirects and the body.
  const signal = AbortSignal.timeout(options.seconds * 1000);
  let next = url;
  const start = performance.now();
  try {
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const response = await send(next, options, signal);
      const { statusCode = 0, headers } = response;
      if (statusCode === 200) {
        const bytes = await readBody(response, options.maxBytes);
        const ms = performance.now() - start;
        trace({ did: "fetched", what: shownUrl(next.href), bytes: bytes.length, ms });
        return { bytes, base: next.href };
      }
      response.destroy();
      if (![301, 302, 303, 307, 308].includes(statusCode)) {
        throw new Refused(`the server returned status ${statusCode}`);
      }
      next = redirect(next, headers.location ?? "", options);
    }
    throw new Refused(`more than ${maxRedirects} redirects`);
  } catch (error) {
    if (error instanceof TooLarge)
      throw tooLarge(displayLocation(url.href), options.maxBytes, options.referrer);
    const why = signal.aborted
      ? `no response within ${options.seconds} seconds`
      : error instanceof Refused
        ? error.message
        : networkErrorReason(error);
    throw new DiagnosticError([
      diagnose("remote-unreadable", { url: displayLocation(url.href), why }, options.referrer),
    ]);
  }
}

function redirect(from: URL, location: string, { isAllowed }: FetchOptions): URL {
  if (!URL.canParse(location, from.href)) throw new Refused("a redirect has a malformed URL");
  const to = new URL(location, from);
  const isDowngrade = from.protocol === "https:" && to.protocol !== "https:";
  if (!/^https?:$/.test(to.protocol) || isDowngrade) {
    throw new Refused(`a redirect leads to ${to.protocol.slice(0, -1)}`);
  }
  if (to.host !== from.host && !isAllowed(to)) {
    throw new Refused(`a redirect leads to ${to.host}, which is not in \`refs.allowHosts\``);
  }
  return to;
}

function send(url: URL, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const isPrivateAllowed = options.isPrivateAllowed(url);
  const host = url.hostname.replaceAll(/^\[|\]$/g, "");
  // A host name is checked during the lookup, with the same address that the connection uses.
  if (!isPrivateAllowed && isIP(host) && isPrivate(host)) return Promise.reject(privateAddress());
  return new Promise((resolve, reject) => {
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    request(url, {
      agent: false,
      signal,
      headers: {
        "user-agent": "spec-tether",
        accept: "application/json, application/yaml, text/yaml, */*;q=0.5",
        // The size of compressed content is unknown before it is decompressed.
        "accept-encoding": "identity",
        ...options.headersFor(url),
      },
      ...(!isPrivateAllowed && { lookup: lookUpPublic }),
    })
      .on("response", resolve)
      .on("error", reject)
      .end();
  });
}

/**
 * Resolves a name, and refuses it if any of its addresses is private, so that a later lookup cannot
 * give another result.
 */
const lookUpPublic: LookupFunction = (name, options, callback) => {
  lookUp(name, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Refused("there is no such host"), "");
    if (addresses.some(({ address }) => isPrivate(address))) return callback(privateAddress(), "");
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

function privateAddress(): Refused {
  return new Refused("its address is private, and `refs.allowPrivate` is not set");
}

class TooLarge extends Error {}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const { "content-encoding": encoding = "identity", "content-length": length = "0" } =
    response.headers;
  if (encoding !== "identity") {
    response.destroy();
    throw new Refused("the server compressed the document although it was asked not to");
  }
  const bytes = Number(length) <= maxBytes ? await readAtMost(response, maxBytes) : undefined;
  if (bytes) return bytes;
  response.destroy();
  throw new TooLarge();
}
