import { rewriteReferences, type Slot, slotOf } from "../../openapi/index.js";
import { type At, below, type EditableSpec, keyOf } from "./editable-spec.js";

/** The components that something refers to, by their place. */
export function usedComponents(spec: EditableSpec): Set<string> {
  const used = new Set<string>();
  const visited = new Set<string>();
  const pending: { at: At; slot: Slot }[] = [];
  for (const key of spec.keys(spec.root)) {
    const slot = slotOf("document", key);
    if (slot && key !== "components") pending.push({ at: below(spec.root, key), slot });
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { file } = spec.written(next.at);
    rewriteReferences(spec.value(next.at), next.slot, (ref, slot) => {
      const target = spec.named(ref, file);
      if (!target) return ref;
      // A reference to a part of a component needs the component.
      for (let length = target.pointer.length; length > 0; length--) {
        used.add(keyOf({ file: target.file, pointer: target.pointer.slice(0, length) }));
      }
      const visit = `${keyOf(target)} ${JSON.stringify(slot)}`;
      if (!visited.has(visit)) pending.push({ at: target, slot });
      visited.add(visit);
      return ref;
    });
  }
  return used;
}

/** Removes the components that were used before and are not any more; returns their names. */
export function removeUnusedComponents(
  spec: EditableSpec,
  usedBefore: ReadonlySet<string>,
): string[] {
  const used = usedComponents(spec);
  const components = below(spec.root, "components");
  return spec.keys(components).flatMap((section) =>
    spec.keys(below(components, section)).flatMap((name) => {
      const chain = spec.chain(below(components, section, name));
      const keys = chain.map(keyOf);
      if (keys.some((key) => used.has(key)) || !keys.some((key) => usedBefore.has(key))) return [];
      for (const at of chain.toReversed()) spec.remove(at);
      return [name];
    }),
  );
}
