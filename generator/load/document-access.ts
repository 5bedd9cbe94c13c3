import { defaultLimits } from "../config-fields.js";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { displayLocation, isRemote, type Location } from "./document-location.js";
import { fetchBytes } from "./fetch-document.js";
import type { LoadOptions } from "./load-options.js";
import { readBytes } from "./read-spec-file.js";
import { parseSource, type Source } from "./source-file.js";

/** The only way to files and servers: decides which may be read, and reads them. */
export interface DocumentAccess {
  /** Why a document may not be read for a `$ref`, in words; undefined if it may. */
  refusal(location: Location): string | undefined;
  /** Reads and parses a document; throws a DiagnosticError at the place that refers to it. */
  read(location: Location, referrer?: Place): Promise<Source>;
}

/**
 * @param entry the document that a person named; its origin is trusted because the person trusts it
 */
export function openDocumentAccess(entry: Location, options: LoadOptions): DocumentAccess {
  const { headers = {}, allowHosts = [], allowPrivate = false, onRead } = options;
  assertHosts(allowHosts, options);
  const { fileMegabytes, seconds } = { ...defaultLimits, ...options };
  const maxBytes = fileMegabytes * 1_000_000;
  const own = isRemote(entry) ? new URL(entry).origin : undefined;
  const isAllowed = (url: URL) => url.origin === own || allowHosts.includes(url.host);
  return {
    refusal(location) {
      if (!isRemote(location)) return undefined;
      const url = new URL(location);
      return isAllowed(url) ? undefined : `${url.host} is not in \`refs.allowHosts\``;
    },
    async read(location, referrer) {
      if (!isRemote(location)) {
        const bytes = readBytes(location, maxBytes, referrer);
        onRead?.(location, bytes);
        return parseSource(location, displayLocation(location), bytes);
      }
      const { bytes, base } = await fetchBytes(new URL(location), {
        headersFor: ({ origin }) => (origin === own ? headers : {}),
        isAllowed,
        isPrivateAllowed: ({ origin }) => allowPrivate || origin === own,
        maxBytes,
        seconds,
        referrer,
      });
      onRead?.(location, bytes);
      return parseSource(location, displayLocation(location), bytes, base);
    },
  };
}

/** A host that no URL can have would allow nothing, without any message. */
function assertHosts(allowHosts: readonly string[], { place }: LoadOptions): void {
  for (const [index, host] of allowHosts.entries()) {
    const isHost = ["http", "https"].some(
      (scheme) =>
        URL.canParse(`${scheme}://${host}`) && new URL(`${scheme}://${host}`).host === host,
    );
    if (isHost) continue;
    const at = ["refs", "allowHosts", String(index)];
    const why = `"${host}" in \`refs.allowHosts\` is not a host; write it as in a URL, such as \`api.example.com\` or \`api.example.com:8443\``;
    throw new DiagnosticError([diagnose("config-invalid", { why }, place?.(at))]);
  }
}
