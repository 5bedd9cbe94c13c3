import type { Contract, Parts } from "../../contract/index.js";
import { schemaKeyOf } from "../../openapi/index.js";
import { areWrittenAlike, referencesIn } from "./equal-schemas.js";

/**
 * Which component schemas differ between two versions, in themselves or in what they refer to. Found
 * once for all, because each could lead to all others.
 */
export class ChangedReferences {
  readonly #base: Contract;
  readonly #revision: Contract;
  #changed: ReadonlySet<string> | undefined;

  constructor(base: Contract, revision: Contract) {
    this.#base = base;
    this.#revision = revision;
  }

  has(ref: string): boolean {
    const key = schemaKeyOf(ref);
    this.#changed ??= this.#find();
    return key === undefined || this.#changed.has(key);
  }

  /** Whether two schemas are written alike, and so is all that they refer to. */
  areUnchanged(base: Parts, revision: Parts): boolean {
    return areWrittenAlike(base, revision) && !referencesIn(base).some(({ ref }) => this.has(ref));
  }

  #find(): ReadonlySet<string> {
    const [old, now] = [this.#base.components, this.#revision.components];
    const changed = new Set<string>();
    const referring = new Map<string, string[]>();
    for (const [name, parts] of old) {
      const other = now.get(name);
      if (!other || !areWrittenAlike(parts, other)) changed.add(name);
      for (const { ref } of referencesIn(parts)) {
        const key = schemaKeyOf(ref);
        if (key === undefined) continue;
        const names = referring.get(key);
        if (names) names.push(name);
        else referring.set(key, [name]);
      }
    }
    for (const name of changed) {
      for (const other of referring.get(name) ?? []) changed.add(other);
    }
    return changed;
  }
}
