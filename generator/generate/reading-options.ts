import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { keysOf } from "../narrowing.js";
import {
  type Fields,
  formatFragment,
  isFields,
  type Kind,
  methods,
  walk,
} from "../openapi/index.js";

/** Changes to the document while it is read. Each is off by default. */
export interface ReadingOptions {
  /** Leaves out everything deprecated: operations, parameters, properties, headers, components. */
  readonly excludeDeprecated?: boolean | undefined;
  /** Sorts everything that has a name alphabetically. */
  readonly alphabetize?: boolean | undefined;
  /** Objects may have further properties, unless their schema forbids it. */
  readonly additionalProperties?: boolean | undefined;
  /** If a schema does not say which properties are required, all are. */
  readonly propertiesRequiredByDefault?: boolean | undefined;
  /** A short list with a limited length becomes a tuple. */
  readonly arrayLength?: boolean | undefined;
  /** Whether leaving out what is deprecated may leave no operation; default: false. */
  readonly allowEmpty?: boolean | undefined;
}

type Node = Record<string, unknown>;
type Change = (node: Node, kind: Kind, spec: Spec) => void;

/**
 * Changes the document in place; the caller must own it.
 *
 * @throws DiagnosticError `filter-empty` if every operation is deprecated and left out
 */
export function applyReadingOptions(spec: Spec, reading: ReadingOptions): Spec {
  const changes = keysOf(transforms).flatMap((name) => (reading[name] ? transforms[name] : []));
  if (changes.length === 0) return spec;
  const count = operationsIn(spec.document);
  walk(spec.document, (node, kind) => {
    for (const change of changes) change(node as Node, kind, spec);
  });
  if (reading.excludeDeprecated) dropUnused(spec.document);
  if (count > 0 && operationsIn(spec.document) === 0 && !reading.allowEmpty) {
    const [name = ""] = spec.files;
    throw new DiagnosticError([diagnose("filter-empty", { name, count })]);
  }
  return spec;
}

function operationsIn(document: Fields): number {
  let count = 0;
  walk(document, (_, kind) => {
    if (kind === "operation") count++;
  });
  return count;
}

/** In the order in which they are applied. */
const transforms: Readonly<Record<Exclude<keyof ReadingOptions, "allowEmpty">, Change>> = {
  excludeDeprecated(node, kind, spec) {
    const isOut = (child: unknown) => isDeprecated(child, spec);
    if (kind === "pathItem") {
      for (const { field } of methods) if (isOut(node[field])) delete node[field];
    }
    if (Array.isArray(node["parameters"])) {
      node["parameters"] = node["parameters"].filter(
        (each) => !isOut(each) && !(isFields(each) && isOut(each["schema"])),
      );
    }
    const named = kind === "schema" ? node["properties"] : node["headers"];
    if (!isFields(named) || (kind !== "schema" && kind !== "response")) return;
    const left = Object.keys(named).filter((name) => isOut(named[name]));
    for (const name of left) delete (named as Node)[name];
    if (!Array.isArray(node["required"])) return;
    node["required"] = node["required"].filter((name) => !left.includes(name));
  },
  propertiesRequiredByDefault(node, kind) {
    if (kind !== "schema" || node["required"] !== undefined) return;
    if (isFields(node["properties"])) node["required"] = Object.keys(node["properties"]);
  },
  additionalProperties(node, kind) {
    if (kind !== "schema" || !isFields(node["properties"])) return;
    node["additionalProperties"] ??= true;
  },
  arrayLength(node, kind) {
    if (kind !== "schema" || node["type"] !== "array" || node["prefixItems"]) return;
    const least = lengthIn(node["minItems"]) ?? 0;
    const most = lengthIn(node["maxItems"]);
    // The same limit as in openapi-typescript.
    const size = most === undefined ? least : (most * (most + 1) - least * (least - 1)) / 2;
    if ((least === 0 && most === undefined) || least > (most ?? least) || size >= 30) return;
    const items = node["items"] ?? true;
    node["prefixItems"] = Array.from({ length: most ?? least }, () => items);
    node["items"] = most === undefined ? items : false;
  },
  alphabetize(node, kind, spec) {
    for (const field of sorted) if (isFields(node[field])) sort(node[field] as Node);
    const sections = kind === "components" ? Object.values(node) : [];
    for (const section of sections) if (isFields(section)) sort(section as Node);
    if (!Array.isArray(node["parameters"])) return;
    const nameOf = (each: unknown) => String(fieldOf(each, "name", spec) ?? "");
    node["parameters"] = [...node["parameters"]].sort((a, b) => compare(nameOf(a), nameOf(b)));
  },
};

const sorted = ["paths", "webhooks", "properties", "headers", "content", "responses"];

function isDeprecated(node: unknown, spec: Spec): boolean {
  return fieldOf(node, "deprecated", spec) === true;
}

/** A field of a node, or of the node that it refers to. */
function fieldOf(node: unknown, field: string, spec: Spec): unknown {
  if (!isFields(node)) return undefined;
  const { $ref: ref } = node;
  const target = typeof ref === "string" ? spec.resolve(ref) : undefined;
  return node[field] ?? (isFields(target) ? target[field] : undefined);
}

const lengthIn = (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;

const compare = (a: string, b: string) => a.localeCompare(b, "en-us", { numeric: true });

/** Sorts the fields of an object. */
function sort(node: Node): void {
  for (const name of Object.keys(node).sort(compare)) {
    const value = node[name];
    delete node[name];
    // A plain assignment would set the prototype for `__proto__`.
    Object.defineProperty(node, name, {
      ...{ value, enumerable: true, writable: true, configurable: true },
    });
  }
}

/**
 * Removes deprecated components that nothing refers to, and then those that only these referred to.
 */
function dropUnused(document: Fields): void {
  const { components } = document;
  for (let isAny = true; isAny; ) {
    isAny = false;
    const used = new Set<unknown>();
    walk(document, (node) => void used.add(node["$ref"]));
    for (const [section, entries] of Object.entries(isFields(components) ? components : {})) {
      if (!isFields(entries)) continue;
      for (const [name, entry] of Object.entries(entries)) {
        const isOut = isFields(entry) && entry["deprecated"] === true;
        if (!isOut || used.has(`#${formatFragment(["components", section, name])}`)) continue;
        delete (entries as Node)[name];
        isAny = true;
      }
    }
  }
}
