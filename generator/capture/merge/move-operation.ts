import { basename } from "node:path";
import { fieldsOf, formatPointer, provenanceField } from "../../openapi/index.js";
import {
  type At,
  below,
  type EditableSpec,
  operationAt,
  type SpecOperation,
} from "./editable-spec.js";
import { isUndocumented } from "./page-source.js";
import { byName } from "./path-names.js";

/**
 * Moves an operation to another path or method. If it was the only one of its path, the path is
 * renamed in place, so that order, comments and what is written for the whole path stay.
 *
 * @returns the new place of the operation; undefined, with nothing changed, if the place is taken
 */
export function moveOperation(
  spec: EditableSpec,
  { path, item, at, method }: SpecOperation,
  to: { readonly path: string; readonly method: string },
): At | undefined {
  const target = below(spec.root, "paths", to.path);
  const moved = operationAt(target, to.method);
  if (spec.value(moved) !== undefined) return undefined;
  if (path === to.path) {
    moveNode(spec, at, moved);
    return moved;
  }
  const targetExists = spec.value(target) !== undefined;
  if (!targetExists && spec.operationsOf(path).length === 1) {
    renamePath(spec, item, path, to.path);
    moveNode(spec, operationAt(target, method), moved);
    return moved;
  }
  if (!targetExists) placeForPath(spec, to.path, { path, item });
  moveNode(spec, at, moved);
  if (spec.keys(item).length === 0) {
    spec.remove(spec.deref(item));
    spec.remove(item);
  }
  return moved;
}

/** Within an object, a node is renamed, so that it keeps its position. */
function moveNode(spec: EditableSpec, from: At, to: At): void {
  const around = (at: At) => formatPointer(at.pointer.slice(0, -1));
  if (around(from) === around(to)) spec.rename(from, to.pointer.at(-1) ?? "");
  else spec.put(to, spec.take(from));
}

function renamePath(spec: EditableSpec, item: At, from: string, to: string): void {
  const [entry = item, ...more] = spec.chain(item);
  const target = more.at(-1);
  // In a shared file, a path item's key may also be its path.
  if (target?.pointer.at(-1) === from) {
    spec.rename(target, to);
    const renamed = { file: target.file, pointer: [...target.pointer.slice(0, -1), to] };
    spec.set(below(entry, "$ref"), spec.refTo(entry, renamed));
  }
  spec.rename(entry, to);
}

/** Gives path parameters the names of the new path, and removes those that it does not have. */
export function movePathParameters(spec: EditableSpec, at: At, before: string, path: string): void {
  const isAlone = spec.operationsOf(path).length === 1;
  const owners = isAlone ? [at, below(spec.root, "paths", path)] : [at];
  const names = byName(before, path);
  for (const list of owners.map((owner) => below(owner, "parameters"))) {
    for (const index of spec.keys(list).reverse()) {
      const item = below(list, index);
      const parameter = spec.deref(item);
      const { in: location, name } = fieldsOf(spec.value(parameter));
      if (location !== "path" || path.includes(`{${name}}`)) continue;
      const next = names.get(String(name));
      // A shared one also belongs to other paths; what somebody stated of it comes along.
      const isShared = spec.text(below(item, "$ref")) !== undefined;
      const isGuess = isUndocumented(spec, below(parameter, provenanceField));
      if (next === undefined || (isShared && isGuess)) spec.remove(item);
      else if (isShared) spec.set(item, { ...fieldsOf(spec.value(parameter)), name: next });
      else spec.set(below(item, "name"), next);
    }
    if (spec.value(list) !== undefined && spec.keys(list).length === 0) spec.remove(list);
  }
}

/** Creates a place for a new path: in the file of another path, after it. */
export function placeForPath(
  spec: EditableSpec,
  path: string,
  near: {
    readonly path: string | undefined;
    readonly item: At | undefined;
    readonly file?: string;
  },
): void {
  const beside = near.item && spec.deref(near.item);
  const fileName = beside ? basename(beside.file.path) : near.file;
  const place = spec.placeFor(["paths"], path, fileName, near.path);
  spec.set(place, {}, beside?.pointer.at(-1));
}
