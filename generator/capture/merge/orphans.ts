import { formatPointer, isFields } from "../../openapi/index.js";
import { type At, below, type EditableSpec } from "./spec.js";

/** The components to which something refers, by the place of the component. */
export function usedComponents(spec: EditableSpec): Set<string> {
  const used = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (at: At) => {
    const pending = [{ value: spec.value(at), at }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { value } = next;
      if (typeof value !== "object" || value === null) continue;
      if (isFields(value) && typeof value["$ref"] === "string") {
        const target = spec.deref(next.at);
        const key = keyOf(target);
        used.add(key);
        if (!seen.has(key)) {
          seen.add(key);
          pending.push({ value: spec.value(target), at: target });
        }
      }
      for (const [name, child] of Object.entries(value)) {
        pending.push({ value: child, at: below(next.at, name) });
      }
    }
  };
  for (const key of spec.keys(spec.root)) if (key !== "components") visit(below(spec.root, key));
  return used;
}

/** Removes the components that were in use before and are not any more; returns their names. */
export function removeOrphans(spec: EditableSpec, usedBefore: ReadonlySet<string>): string[] {
  const used = usedComponents(spec);
  const components = below(spec.root, "components");
  return spec.keys(components).flatMap((section) =>
    spec.keys(below(components, section)).flatMap((name) => {
      const entry = below(components, section, name);
      const target = spec.deref(entry);
      const key = keyOf(target);
      if (used.has(key) || !usedBefore.has(key)) return [];
      if (key !== keyOf(entry)) spec.remove(target);
      spec.remove(entry);
      return [name];
    }),
  );
}

function keyOf({ file, pointer }: At): string {
  return `${file.path}#${formatPointer(pointer)}`;
}
