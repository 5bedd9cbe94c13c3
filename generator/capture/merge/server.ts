import { listOf } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import type { Ledger } from "./ledger.js";
import { type PageSource, statementOf } from "./source.js";
import { type At, below, type EditableSpec } from "./spec.js";

/** The path as the spec writes it: without what the URL of its server has already. */
export function pathBelow(spec: EditableSpec, { path, server }: Endpoint): string {
  for (const url of serversOf(spec)) {
    const prefix = pathOf(url);
    if (prefix === "") continue;
    const whole = pathOf(server?.value ?? "") + path.value;
    if (whole.startsWith(`${prefix}/`)) return whole.slice(prefix.length);
  }
  return path.value;
}

/**
 * Compares the server of a page with those of the spec. A spec without any gets it; a new operation
 * on another server has one of its own.
 */
export function mergeServer(
  spec: EditableSpec,
  at: At,
  label: string,
  ledger: Ledger,
  from: { endpoint: Endpoint; page: string; source: PageSource | undefined; isNew: boolean },
): void {
  const stated = from.endpoint.server?.value.replace(/(?<!\/)\/+$/, "");
  if (stated === undefined || !URL.canParse(stated)) return;
  const known = serversOf(spec);
  const servers = below(spec.root, "servers");
  if (known.some((url) => originOf(url) === originOf(stated))) return;
  if (known.length === 0 || from.isNew) {
    const statement = from.source && { "x-provenance": statementOf(from.source.id, undefined) };
    const place = known.length === 0 ? servers : below(at, "servers");
    spec.set(place, [{ url: stated, ...statement }]);
    return;
  }
  if (spec.text(below(at, "servers", "0", "url")) === stated) return;
  const place = spec.place(servers);
  const conflict = { what: `${label}: server`, spec: known.join(", "), page: stated };
  ledger.conflicts.push({ ...conflict, place, location: from.page });
}

function serversOf(spec: EditableSpec): string[] {
  const servers = below(spec.root, "servers");
  return listOf(spec.value(servers)).flatMap(
    (_, index) => spec.text(below(servers, String(index), "url")) ?? [],
  );
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.replace(/(?<!\/)\/+$/, "") : "";
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
