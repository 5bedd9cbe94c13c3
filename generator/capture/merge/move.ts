import { basename } from "node:path";
import { type At, below, type EditableSpec, type SpecOperation } from "./spec.js";

/**
 * Puts an operation under another path or method. Where it was alone under its path, the path is
 * renamed in its place, so that order and comments stay.
 *
 * @returns where the operation is now; undefined, with nothing changed, if the place is taken
 */
export function moveOperation(
  spec: EditableSpec,
  { path, method, at }: SpecOperation,
  to: { readonly path: string; readonly method: string },
): At | undefined {
  const paths = below(spec.root, "paths");
  const home = below(paths, to.path);
  const item = below({ file: at.file, pointer: at.pointer.slice(0, -1) });
  const hasHome = spec.value(home) !== undefined;
  if (hasHome && spec.value(below(spec.deref(home), to.method)) !== undefined) return undefined;
  if (path === to.path) {
    at.file.rename(at.pointer, to.method);
    return below(item, to.method);
  }
  if (!hasHome && spec.keys(item).length === 1) {
    renamePath(spec, item, path, to.path);
    const moved = spec.deref(home);
    if (method !== to.method) moved.file.rename(below(moved, method).pointer, to.method);
    return below(moved, to.method);
  }
  const target = hasHome ? spec.deref(home) : placeForPath(spec, to.path, { path, item });
  const moved = below(target, to.method);
  const node = at.file.take(at.pointer);
  moved.file.put(moved.pointer, node);
  if (spec.keys(item).length === 0) {
    spec.remove(item);
    if (item.file !== spec.root.file) spec.remove(below(paths, path));
  }
  return moved;
}

function renamePath(spec: EditableSpec, item: At, from: string, to: string): void {
  const entry = below(spec.root, "paths", from);
  const isReference = spec.text(below(entry, "$ref")) !== undefined;
  if (isReference) {
    item.file.rename(item.pointer, to);
    const ref = spec.refTo(spec.root.file, {
      file: item.file,
      pointer: [...item.pointer.slice(0, -1), to],
    });
    spec.set(below(entry, "$ref"), ref);
  }
  spec.root.file.rename(entry.pointer, to);
}

/** The place of a new path: in the file of another one, and behind it. */
export function placeForPath(
  spec: EditableSpec,
  path: string,
  near: {
    readonly path: string | undefined;
    readonly item: At | undefined;
    readonly file?: string;
  },
): At {
  const fileName = near.item ? basename(near.item.file.path) : near.file;
  const place = spec.placeFor(["paths"], path, fileName, near.path);
  place.file.set(place.pointer, {}, near.item?.pointer.at(-1));
  return place;
}
