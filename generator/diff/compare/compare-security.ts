import type { Contract, Node, Security } from "../../contract/index.js";
import {
  type At,
  below,
  canonical,
  type FieldName,
  fieldNames,
  fieldsOf,
  isSame,
  top,
} from "../../openapi/index.js";
import { flowUrls } from "../change-kinds.js";
import type { OperationName } from "../finding.js";
import type { Emit, SchemeKind, SecurityChange } from "./change.js";

type Alternative = Security["alternatives"][number];

/**
 * Compares the credentials that a caller needs: for the whole document, or for an operation with
 * its own `security`.
 */
export function compareSecurity(
  subject: "document" | "operation",
  before: Security,
  after: Security,
  operations: readonly OperationName[],
  emit: Emit,
): void {
  const emitChange: EmitSecurityChange = (kind, schemes, old, now) =>
    emit({
      of: "security",
      kind: `${subject}.${kind}`,
      operations,
      schemes,
      before: old,
      after: now,
      base: before.at,
      revision: after.at,
      isIn: "both",
    });
  const removed = notIn(before.alternatives, after.alternatives);
  const added = notIn(after.alternatives, before.alternatives);
  for (const old of [...removed]) {
    const now = added.find((other) => isSame(schemesOf(other), schemesOf(old)));
    if (!now) continue;
    removed.splice(removed.indexOf(old), 1);
    added.splice(added.indexOf(now), 1);
    compareScopes(old, now, emitChange);
  }
  const [wasOpen, isOpen] = [isOpenTo(before), isOpenTo(after)];
  for (const old of removed) {
    if (old.size === 0) continue;
    const kind = isOpen ? "security.dropped" : "security.removed";
    emitChange(kind, schemesOf(old), spelled(old), undefined);
  }
  for (const now of added) {
    if (now.size === 0) continue;
    const kind = wasOpen && !isOpen ? "security.begun" : "security.added";
    emitChange(kind, schemesOf(now), undefined, spelled(now));
  }
  // `{}` next to other alternatives allows calls without a credential.
  if (removed.length + added.length > 0 && wasOpen !== isOpen) {
    const others = [...removed, ...added].some(({ size }) => size > 0);
    if (!others) emitChange(isOpen ? "security.dropped" : "security.begun", [], wasOpen, isOpen);
  }
}

type RequirementKind = `security.${"begun" | "dropped" | "added" | "removed"}` | ScopeKind;
type ScopeKind = `securityScope.${"added" | "removed"}`;
type EmitSecurityChange = (
  kind: RequirementKind,
  schemes: SecurityChange["schemes"],
  before: unknown,
  after: unknown,
) => void;

function compareScopes(old: Alternative, now: Alternative, emitChange: EmitSecurityChange): void {
  for (const [scheme, { scopes }] of old) {
    const others = now.get(scheme)?.scopes ?? [];
    for (const scope of scopes) {
      if (!others.includes(scope)) emitChange("securityScope.removed", [scheme], scope, undefined);
    }
    for (const scope of others) {
      if (!scopes.includes(scope)) emitChange("securityScope.added", [scheme], undefined, scope);
    }
  }
}

function isOpenTo({ alternatives }: Security): boolean {
  return alternatives.length === 0 || alternatives.some(({ size }) => size === 0);
}

function notIn(some: readonly Alternative[], others: readonly Alternative[]): Alternative[] {
  const known = new Set(others.map(spelledExactly));
  return some.filter((alternative) => !known.has(spelledExactly(alternative)));
}

function spelledExactly(alternative: Alternative): string {
  const each = [...alternative].map(([name, { scopes }]) => [name, [...scopes].sort()]);
  return canonical(each.sort());
}

function schemesOf(alternative: Alternative): string[] {
  return [...alternative.keys()].sort();
}

function spelled(alternative: Alternative): unknown {
  return Object.fromEntries([...alternative].map(([name, { scopes }]) => [name, scopes]));
}

/** Fields of a scheme, with the kind of their changes. Its flows are compared one by one. */
const aspects = {
  type: "type",
  in: "location",
  name: "location",
  scheme: "httpScheme",
  bearerFormat: "bearerFormat",
  openIdConnectUrl: "openIdConnectUrl",
  oauth2MetadataUrl: "openIdConnectUrl",
  description: "description",
  deprecated: "deprecation",
} as const satisfies Readonly<Record<Exclude<FieldName<"securityScheme">, "flows">, string>>;
const fields = fieldNames("securityScheme").filter((field) => field !== "flows");

export function compareSecuritySchemes(base: Contract, revision: Contract, emit: Emit): void {
  const schemesAt = below(top, "components", "securitySchemes");
  const before = base.securitySchemes;
  const after = revision.securitySchemes;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    const operations = usersOf(name, now ? revision : base);
    const emitChange = (kind: SchemeKind, was: unknown, is: unknown, at: readonly [At, At]) =>
      emit({
        of: "security",
        kind,
        operations,
        schemes: [name],
        before: was,
        after: is,
        base: at[0],
        revision: at[1],
        isIn: !old ? "revision" : !now ? "base" : "both",
      });
    const places = [old?.at ?? schemesAt, now?.at ?? schemesAt] as const;
    if (!old || !now) {
      const verb = now ? "added" : "removed";
      emitChange(`securityScheme.definition.${verb}`, old?.raw, now?.raw, places);
      continue;
    }
    const isSameType = old.raw["type"] === now.raw["type"];
    for (const field of fields) {
      const [was, is] = [foldedCase(old, field), foldedCase(now, field)];
      if (isSame(was, is) || (!isSameType && field !== "type" && field !== "description")) continue;
      emitChange(
        `securityScheme.${aspects[field]}.changed`,
        old.raw[field],
        now.raw[field],
        places,
      );
    }
    if (isSameType) {
      compareFlows(old, now, (kind, was, is) =>
        emitChange(`securityScheme.${kind}`, was, is, places),
      );
    }
  }
}

/** Header names and schemes are case-insensitive. */
function foldedCase({ raw }: Node, field: string): unknown {
  const value = raw[field];
  const isFolded = field === "scheme" || (field === "name" && raw["in"] === "header");
  return isFolded && typeof value === "string" ? value.toLowerCase() : value;
}

type FlowKind =
  | `flow.${"added" | "removed"}`
  | `scope.${"added" | "removed" | "changed"}`
  | UrlKind;
type UrlKind = `${(typeof flowUrls)[number]}.changed`;
type EmitFlowChange = (kind: FlowKind, before: unknown, after: unknown) => void;

function compareFlows(a: Node, b: Node, emitChange: EmitFlowChange): void {
  const [before, after] = [fieldsOf(a.raw["flows"]), fieldsOf(b.raw["flows"])];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!Object.hasOwn(before, name)) emitChange("flow.added", undefined, name);
    else if (!Object.hasOwn(after, name)) emitChange("flow.removed", name, undefined);
    else compareFlow(fieldsOf(before[name]), fieldsOf(after[name]), emitChange);
  }
}

function compareFlow(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  emitChange: EmitFlowChange,
): void {
  for (const field of flowUrls) {
    if (before[field] !== after[field]) emitChange(`${field}.changed`, before[field], after[field]);
  }
  const [old, now] = [fieldsOf(before["scopes"]), fieldsOf(after["scopes"])];
  for (const scope of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (!Object.hasOwn(old, scope)) emitChange("scope.added", undefined, scope);
    else if (!Object.hasOwn(now, scope)) emitChange("scope.removed", scope, undefined);
    else if (old[scope] !== now[scope]) emitChange("scope.changed", old[scope], now[scope]);
  }
}

function usersOf(scheme: string, contract: Contract): OperationName[] {
  return contract.operations
    .filter(({ security }) => security.alternatives.some((alternative) => alternative.has(scheme)))
    .map(({ name }) => name);
}
