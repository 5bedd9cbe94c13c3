import { fieldsOf, listOf, textsOf } from "../../openapi/index.js";
import type { Mark } from "../fact.js";
import { type At, below, type EditableSpec, placesOf } from "./editable-spec.js";
import type { NodeOrigin, PageNode } from "./merge-schema.js";
import { judgeRequirement, leavesRequirementOpen } from "./requirement.js";
import type { Tree } from "./resolved-tree.js";

/** The required members of a schema, on all sides. */
export interface RequiredInputs {
  /** The schemas that say together what one does, the schema itself first. */
  readonly parts: readonly At[];
  /** The members that the spec listed before the merge. */
  readonly known: ReadonlySet<string>;
  readonly page: PageNode;
  readonly base: Tree | undefined;
  readonly marks: readonly Mark[];
  readonly origin: NodeOrigin;
}

/** Where the merge of schemas notes what it finds. */
export interface RequiredLog {
  change(what: string, at: At, before: unknown, after: unknown): void;
  conflict(what: string, at: At, spec: unknown, page: unknown): void;
}

/**
 * Merges what a schema requires, member by member: a member that both sides list and one does not
 * require is optional there. A member that the page adds brings its requirement along. To be called
 * after the members are merged.
 */
export function mergeRequired(spec: EditableSpec, inputs: RequiredInputs, log: RequiredLog): void {
  const { parts, origin } = inputs;
  const places = placesOf(parts, "required");
  const names = places.flatMap((place) => textsOf(spec.value(place)));
  const { added, dropped } = decide(spec, names, inputs, log);
  if (added.length + dropped.size === 0) return;
  const at = places[0] ?? below(parts[0] ?? spec.root, "required");
  const after = [...names.filter((name) => !dropped.has(name)), ...added];
  log.change(`${origin.what}, required`, at, names.length > 0 ? names : undefined, after);
  for (const place of places) drop(spec, place, dropped);
  if (added.length === 0) return;
  if (spec.value(at) === undefined) spec.set(at, added);
  else for (const name of added) spec.set(below(at, "-"), name);
}

function decide(
  spec: EditableSpec,
  names: readonly string[],
  { parts, known, page, base, marks, origin }: RequiredInputs,
  log: RequiredLog,
): { readonly added: readonly string[]; readonly dropped: ReadonlySet<string> } {
  const [required, onPage, inBase] = [new Set(names), sideOf(page.tree), sideOf(base)];
  const pageSays = (name: string) => {
    const part = [...page.pointer, "properties", name];
    const isOpen = onPage(name) === false && leavesRequirementOpen(marks, page.pointer, part);
    return isOpen ? undefined : onPage(name);
  };
  const isThere = (name: string) =>
    placesOf(parts, "properties").some((place) => spec.has(below(place, name)));
  const added: string[] = [];
  const dropped = new Set<string>();
  for (const name of new Set([...names, ...textsOf(fieldsOf(page.tree.value)["required"])])) {
    const sides = { spec: required.has(name), page: pageSays(name), base: inBase(name) };
    if (!sides.spec && !known.has(name)) {
      // That a captured member is missing in the spec has been told.
      if (sides.base === undefined || origin.isOpen || isThere(name)) added.push(name);
    } else if (sides.page === undefined) {
      // A captured member that left with its page is not required any more.
      if (sides.spec && sides.base && !isThere(name)) dropped.add(name);
    } else {
      const verdict = judgeRequirement(sides, origin.isOpen);
      if (verdict === "follows" && sides.page) added.push(name);
      else if (verdict === "follows") dropped.add(name);
      else if (verdict === "contradict") {
        const what = `${origin.what}, ${name}, required`;
        log.conflict(what, placeOf(spec, parts, name), sides.spec, sides.page);
      }
    }
  }
  return { added, dropped };
}

/** What a schema says about its members: undefined about those that it does not list. */
function sideOf(tree: Tree | undefined): (name: string) => boolean | undefined {
  const { required, properties } = fieldsOf(tree?.value);
  const [names, listed] = [new Set(textsOf(required)), fieldsOf(properties)];
  return (name) => names.has(name) || (Object.hasOwn(listed, name) ? false : undefined);
}

function drop(spec: EditableSpec, list: At, names: ReadonlySet<string>): void {
  for (const index of spec.keys(list).reverse()) {
    const item = below(list, index);
    if (names.has(String(spec.value(item)))) spec.remove(item);
  }
  if (spec.keys(list).length === 0) spec.remove(list);
}

/** Where the spec requires a member, or else where it has it. */
function placeOf(spec: EditableSpec, parts: readonly At[], name: string): At {
  for (const place of placesOf(parts, "required")) {
    const index = listOf(spec.value(place)).indexOf(name);
    if (index >= 0) return below(place, String(index));
  }
  const holder = placesOf(parts, "properties").find((place) => spec.has(below(place, name)));
  return below(holder ?? below(parts[0] ?? spec.root, "properties"), name);
}
