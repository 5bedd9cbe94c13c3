import type { Contract, Node, SecurityScheme } from "../../contract/index.js";
import { toIdentifier } from "../../model/index.js";
import {
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
import { groupBy } from "../group-by.js";
import type { Emit, SchemeKind, SecurityChange } from "./change.js";

/**
 * The new names of schemes that are the same as before: of one that only the base has, and that
 * asks for the same credential as exactly one that only the revision has. A name that both have
 * tells credentials of one form apart, such as those of users and of administrators.
 */
export function renamedSchemes(base: Contract, revision: Contract): ReadonlyMap<string, string> {
  const [before, after] = [base.securitySchemes, revision.securitySchemes];
  const gone = groupBy(
    [...before.values()].filter(({ key }) => !after.has(key)),
    meaningOf,
  );
  const come = groupBy(
    [...after.values()].filter(({ key }) => !before.has(key)),
    meaningOf,
  );
  return new Map(
    [...gone].flatMap(([meaning, schemes]) => {
      const others = come.get(meaning) ?? [];
      const [old, now] = [schemes[0], others[0]];
      const isSure = schemes.length === 1 && others.length === 1;
      return isSure && old && now ? [[old.key, now.key] as const] : [];
    }),
  );
}

/** What credential it asks for, in which part of a request, and who issues it. */
function meaningOf({ raw, carrier }: SecurityScheme): string {
  const issuers = Object.entries(fieldsOf(raw["flows"])).map(([flow, fields]) => [
    flow,
    fieldsOf(fields)["tokenUrl"],
  ]);
  const sent = carrier && [
    carrier.in,
    carrier.in === "header" ? carrier.name.toLowerCase() : carrier.name,
    carrier.prefix?.toLowerCase(),
    carrier.kind,
  ];
  const urls = [raw["openIdConnectUrl"], raw["oauth2MetadataUrl"]];
  return canonical([raw["type"], sent, issuers.sort(), urls]);
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

/**
 * @param renamed new names by the old ones
 * @param requirements those that are reported name the schemes that came and went
 */
export function compareSecuritySchemes(
  base: Contract,
  revision: Contract,
  renamed: ReadonlyMap<string, string>,
  requirements: readonly SecurityChange[],
  emit: Emit,
): void {
  const schemesAt = below(top, "components", "securitySchemes");
  const [before, after] = [base.securitySchemes, revision.securitySchemes];
  const isNew = new Set(renamed.values());
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (isNew.has(key)) continue;
    const name = renamed.get(key) ?? key;
    const [old, now] = [before.get(key), after.get(name)];
    const operations = now ? usersOf(name, revision) : usersOf(key, base);
    const places = [old?.at ?? schemesAt, now?.at ?? schemesAt] as const;
    const emitChange: EmitSchemeChange = (kind, was, is) =>
      emit({
        of: "security",
        kind: `securityScheme.${kind}`,
        operations,
        alternatives: [[name]],
        before: was,
        after: is,
        base: places[0],
        revision: places[1],
        isIn: !old ? "revision" : !now ? "base" : "both",
        isTyped: !isSame(optionOf(old), optionOf(now)),
      });
    if (old && now) {
      if (name !== key) emitChange("definition.renamed", key, name);
      compareScheme(old, now, emitChange);
    } else if (now && !isRequired(name, requirements)) {
      emitChange("definition.added", undefined, now.raw);
    } else if (old && !isEnded(key, requirements)) {
      emitChange("definition.removed", old.raw, undefined);
    }
  }
}

/** The client's option: its name, and whether it is a user's name and password, or a text. */
function optionOf(scheme: SecurityScheme | undefined): readonly [string, boolean] | undefined {
  // What no request can contain has none.
  return scheme?.carrier && [toIdentifier(scheme.key, "camel"), scheme.carrier.kind === "basic"];
}

type EmitSchemeChange = (kind: KindOfScheme, before: unknown, after: unknown) => void;
type KindOfScheme = SchemeKind extends `securityScheme.${infer Kind}` ? Kind : never;

/** Whether a requirement that is reported already names it as new. */
function isRequired(name: string, requirements: readonly SecurityChange[]): boolean {
  return requirements.some(({ alternatives }) => alternatives.some((all) => all.includes(name)));
}

/** Whether one says that it ended, and that the client's option may be gone. */
function isEnded(name: string, requirements: readonly SecurityChange[]): boolean {
  return requirements.some(
    ({ kind, ended }) => kind.startsWith("document.") && ended?.includes(name),
  );
}

function compareScheme(old: Node, now: Node, emitChange: EmitSchemeChange): void {
  const isOther = !isSame(folded(old, now, "type"), folded(now, old, "type"));
  const isOtherScheme = !isSame(folded(old, now, "scheme"), folded(now, old, "scheme"));
  const isMoved = !isOther && old.raw["in"] !== now.raw["in"];
  for (const field of fields) {
    if (isSame(folded(old, now, field), folded(now, old, field))) continue;
    // What a scheme is decides what its other fields mean; their changes follow from it.
    if (isOther && field !== "type" && field !== "description") continue;
    if (isOtherScheme && field === "bearerFormat") continue;
    if (isMoved && field === "name") continue;
    const isElsewhere = field === "in" && old.raw["name"] !== now.raw["name"];
    const [was, is] = [old, now].map(({ raw }) =>
      isElsewhere ? `${raw["in"]} ${raw["name"]}` : raw[field],
    );
    emitChange(`${aspects[field]}.changed`, was, is);
  }
  if (!isOther) compareFlows(old, now, emitChange);
}

/** HTTP schemes and the names of headers are the same in any case; other names are not. */
function folded({ raw }: Node, other: Node, field: string): unknown {
  const value = raw[field];
  const isOfHeaders = raw["in"] === "header" && other.raw["in"] === "header";
  const isFolded = field === "scheme" || (field === "name" && isOfHeaders);
  return isFolded && typeof value === "string" ? value.toLowerCase() : value;
}

function compareFlows(a: Node, b: Node, emitChange: EmitSchemeChange): void {
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
  emitChange: EmitSchemeChange,
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
