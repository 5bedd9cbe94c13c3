import { type Diagnostic, DiagnosticError, diagnose, didYouMean } from "../diagnostics/index.js";
import { keysOf } from "../narrowing.js";
import {
  type Fields,
  isFields,
  kindOfSection,
  methodOfField,
  textOf,
  textsOf,
  usedComponents,
} from "../openapi/index.js";
import { globOf } from "./glob.js";
import type { LoadOptions, Selection } from "./load-options.js";

/** An operation, with the properties that a filter checks. */
interface Candidate {
  readonly path: string;
  readonly method: string;
  readonly operation: Fields;
}

/**
 * Keeps the operations that a filter selects, and the components that they still need. The names of
 * webhooks count as their paths.
 *
 * @param name the spec's, for messages
 * @throws DiagnosticError `filter-empty` if there are operations, but none is left
 */
export function applyFilter(
  document: Fields,
  name: string,
  { filter, allowEmpty, place }: Pick<LoadOptions, "filter" | "allowEmpty" | "place">,
): { document: Fields; warnings: readonly Diagnostic[] } {
  if (!filter) return { document, warnings: [] };
  const { exclude = {}, ...include } = filter;
  const wanted = toRules(include, ["filter"]);
  const unwanted = toRules(exclude, ["filter", "exclude"]);
  const candidates: Candidate[] = [];
  let left = 0;
  const isKept = (candidate: Candidate): boolean => {
    candidates.push(candidate);
    // Every entry is checked, so that entries without a match can be reported.
    const matches = (rules: readonly Rule[]) =>
      rules.map((rule) => rule.entries.filter((entry) => entry.matches(candidate)).length > 0);
    const [inEach, inAny] = [matches(wanted), matches(unwanted)];
    const isIn = inEach.every(Boolean) && !inAny.some(Boolean);
    if (isIn) left++;
    return isIn;
  };
  const kept: Record<string, unknown> = { ...document };
  for (const field of ["paths", "webhooks"]) {
    if (isFields(document[field])) kept[field] = filterPaths(document[field], isKept);
  }
  const known: Readonly<Record<keyof Selection, () => readonly string[]>> = {
    tags: () => candidates.flatMap(({ operation }) => textsOf(operation["tags"])),
    paths: () => candidates.map(({ path }) => path),
    operations: () => candidates.flatMap(({ operation }) => textOf(operation["operationId"]) ?? []),
    methods: () => candidates.map(({ method }) => method.toLowerCase()),
  };
  const warnings = [...wanted, ...unwanted].flatMap(({ entries }) =>
    entries
      .filter(({ isUsed }) => !isUsed())
      .map(({ pointer, field, value }) => {
        const path = pointer.slice(0, -1).join(".");
        const args = { field: path, value, hint: didYouMean(value, known[field]()) };
        return diagnose("filter-unmatched", args, place?.(pointer));
      }),
  );
  if (candidates.length > 0 && left === 0 && !allowEmpty) {
    const args = { name, count: candidates.length };
    // The entries that match nothing say why.
    throw new DiagnosticError([diagnose("filter-empty", args, place?.(["filter"])), ...warnings]);
  }
  return { document: prune(kept), warnings };
}

interface Rule {
  readonly entries: readonly {
    readonly pointer: readonly string[];
    readonly field: keyof Selection;
    readonly value: string;
    matches(candidate: Candidate): boolean;
    isUsed(): boolean;
  }[];
}

function toRules(selection: Selection, at: readonly string[]): Rule[] {
  const tests: Readonly<Record<keyof Selection, (value: string) => (one: Candidate) => boolean>> = {
    tags:
      (tag) =>
      ({ operation }) =>
        textsOf(operation["tags"]).includes(tag),
    paths: (pattern) => {
      const matches = globOf(pattern);
      return ({ path }) => matches(path);
    },
    operations:
      (id) =>
      ({ operation }) =>
        operation["operationId"] === id,
    methods: (method) => (one) => one.method.toLowerCase() === method,
  };
  return keysOf(tests).flatMap((field) => {
    const toTest = tests[field];
    const values = selection[field];
    if (!values) return [];
    const entries = values.map((value, index) => {
      const test = toTest(value);
      let used = false;
      return {
        pointer: [...at, field, String(index)],
        field,
        value,
        matches(candidate: Candidate): boolean {
          const isMatch = test(candidate);
          used ||= isMatch;
          return isMatch;
        },
        isUsed: () => used,
      };
    });
    return [{ entries }];
  });
}

function filterPaths(paths: Fields, isKept: (candidate: Candidate) => boolean): Fields {
  const kept = Object.entries(paths).flatMap(([path, item]): [string, unknown][] => {
    if (!isFields(item)) return [[path, item]];
    let left = 0;
    const keep = (method: string, operation: unknown): boolean => {
      const stays = isFields(operation) && isKept({ path, method, operation });
      if (stays) left++;
      return stays;
    };
    const fields = Object.entries(item).flatMap(([field, value]): [string, unknown][] => {
      if (methodOfField(field)) {
        return keep(field, value) ? [[field, value]] : [];
      }
      if (field !== "additionalOperations" || !isFields(value)) return [[field, value]];
      const more = Object.entries(value).filter(([method, operation]) => keep(method, operation));
      return [[field, Object.fromEntries(more)]];
    });
    return left > 0 ? [[path, Object.fromEntries(fields)]] : [];
  });
  return Object.fromEntries(kept);
}

/** Removes the components that nothing refers to any more. */
function prune(document: Fields): Fields {
  const { components, ...rest } = document;
  if (!isFields(components)) return document;
  const used = usedComponents(document);
  const pruned = Object.entries(components).flatMap(([section, entries]): [string, unknown][] => {
    if (!kindOfSection(section) || !isFields(entries)) return [[section, entries]];
    const kept = Object.entries(entries).filter(([name]) => used.has(section, name));
    return kept.length > 0 ? [[section, Object.fromEntries(kept)]] : [];
  });
  return { ...rest, components: Object.fromEntries(pruned) };
}
