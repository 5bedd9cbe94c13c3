import type { Contract } from "../../contract/index.js";
import { type At, below, fieldNames, fieldsOf, isSame, top } from "../../openapi/index.js";
import type { OperationName } from "../finding.js";
import type { DocumentChange, Emit } from "./change.js";
import { compareServers } from "./compare-servers.js";

/**
 * Compares what concerns the API as a whole.
 *
 * @param callers the operations that are called at its servers, before and now
 */
export function compareDocument(
  base: Contract,
  revision: Contract,
  callers: readonly OperationName[],
  emit: Emit,
): void {
  const emitChange = (
    kind: DocumentChange["kind"],
    before: unknown,
    after: unknown,
    at: At,
    name: string,
  ) => emit({ ...ofApi, kind, before, after, name, base: at, revision: at, isIn: "both" });
  const [old, now] = [fieldsOf(base.document.raw["info"]), fieldsOf(revision.document.raw["info"])];
  const info = below(top, "info");
  for (const field of fieldNames("info")) {
    if (isSame(old[field], now[field])) continue;
    const aspect = field === "version" ? "version" : "info";
    emitChange(`document.${aspect}.changed`, old[field], now[field], below(info, field), field);
  }
  const field = "externalDocs";
  if (!isSame(base.document.raw[field], revision.document.raw[field])) {
    emitChange(
      "document.info.changed",
      base.document.raw[field],
      revision.document.raw[field],
      below(top, field),
      field,
    );
  }
  compareServers("document", base.servers, revision.servers, callers, [top, top], emit);
  compareTags(base, revision, emit);
}

const ofApi = { of: "document", operations: [] } as const;

function compareTags(base: Contract, revision: Contract, emit: Emit): void {
  for (const name of new Set([...base.tags.keys(), ...revision.tags.keys()])) {
    const [old, now] = [base.tags.get(name), revision.tags.get(name)];
    const verb = !old ? "added" : !now ? "removed" : "changed";
    if (old && now && isSame(old.raw, now.raw)) continue;
    emit({
      ...ofApi,
      kind: `document.tag.${verb}`,
      name,
      before: old?.raw,
      after: now?.raw,
      base: old?.at ?? top,
      revision: now?.at ?? top,
      isIn: !old ? "revision" : !now ? "base" : "both",
    });
  }
}
