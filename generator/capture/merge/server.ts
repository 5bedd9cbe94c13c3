import type { Endpoint } from "../fact.js";
import type { Ledger } from "./ledger.js";
import { type PageSource, statementOf } from "./source.js";
import { below, type EditableSpec } from "./spec.js";
import { listOf } from "./tree.js";

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

/** Compares the server of a page with those of the spec; a spec without any gets it. */
export function mergeServer(
  spec: EditableSpec,
  label: string,
  ledger: Ledger,
  from: { endpoint: Endpoint; page: string; source: PageSource | undefined },
): void {
  const stated = from.endpoint.server?.value.replace(/\/+$/, "");
  if (stated === undefined || !URL.canParse(stated)) return;
  const known = serversOf(spec);
  const servers = below(spec.root, "servers");
  if (known.some((url) => originOf(url) === originOf(stated))) return;
  if (known.length === 0) {
    spec.set(servers, [
      {
        url: stated,
        ...(from.source && { "x-provenance": statementOf(from.source.id, undefined) }),
      },
    ]);
    return;
  }
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
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, "") : "";
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
