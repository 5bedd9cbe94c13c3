import { Script } from "node:vm";
import { exec, type JsonValue } from "jsonpath-rfc9535";
import {
  type Diagnostic,
  DiagnosticError,
  describeFound,
  diagnose,
  type Place,
} from "../diagnostics/index.js";
import { errorCode } from "../disk/index.js";
import { isFields, type Pointer, valueAt } from "../openapi/index.js";
import { assertBounded } from "./size-limits.js";
import type { Source } from "./source-file.js";

/** The place where a node was written. */
interface Origin {
  readonly source: Source;
  readonly pointer: Pointer;
}

/**
 * Applies OpenAPI Overlays (1.0) to the entry document of a spec, in order, before anything is
 * linked. Nodes that an overlay adds have their place in the overlay.
 *
 * @param seconds the time limit for all targets together
 * @throws DiagnosticError if an overlay is malformed, does not fit the document, or does not finish
 */
export function applyOverlays(
  root: Source,
  overlays: readonly Source[],
  seconds = 10,
): { root: Source; warnings: readonly Diagnostic[] } {
  if (overlays.length === 0) return { root, warnings: [] };
  const edited = new Edited(root);
  const budget: Budget = { seconds, milliseconds: seconds * 1000, nodes: maxAdded };
  const warnings = overlays.flatMap((overlay) => applyOne(overlay, edited, budget));
  assertBounded(edited.value, maxNodes, root.place([]));
  return {
    root: {
      ...root,
      value: edited.value,
      place: (pointer) => edited.place(pointer),
      text: () => undefined,
    },
    warnings,
  };
}

/** More than the largest allowed document contains, so that only a runaway merge is rejected. */
const maxNodes = 50_000_000;
/**
 * The limit for the matches of one target, and for the additions of all actions: far more than
 * anybody would write.
 */
const maxFound = 1_000_000;
const maxAdded = 10_000_000;

/** The remaining budget for all actions together. */
interface Budget {
  readonly seconds: number;
  milliseconds: number;
  nodes: number;
}

class Endless extends Error {}

/**
 * The nodes that a target selects. A regular expression in a filter, `search(@, "(a+)+$")`, can
 * keep a backtracking engine busy forever, and so can several `..` in a row. V8's own timeout stops
 * both; a timer of ours could not, because nothing else runs meanwhile.
 */
function select(document: unknown, target: string, budget: Budget): Pointer[] {
  const found: Pointer[] = [];
  const run = () =>
    exec(document as JsonValue, target, (_, path) => {
      if (found.length === maxFound) throw new Endless(`selects more than ${maxFound} nodes`);
      found.push(path.map(String));
    });
  const start = performance.now();
  const timeout = Math.max(1, Math.ceil(budget.milliseconds));
  try {
    new Script("run()").runInNewContext({ run }, { timeout });
  } catch (error) {
    if (errorCode(error) !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new Endless(`takes longer than the ${budget.seconds} seconds allowed for all targets`);
  }
  budget.milliseconds -= performance.now() - start;
  return found;
}

function applyOne(overlay: Source, edited: Edited, budget: Budget): Diagnostic[] {
  const warnings: Diagnostic[] = [];
  for (const { at, target, update, isRemoved } of readActions(overlay)) {
    const endless = (why: string) =>
      new DiagnosticError([
        diagnose("overlay-endless", { target, why }, overlay.place([...at, "target"])),
      ]);
    let found: readonly Pointer[];
    try {
      found = select(edited.value, target, budget);
    } catch (error) {
      if (error instanceof Endless) throw endless(error.message);
      throw invalid(overlay, [...at, "target"], whyNoPath(target, error));
    }
    if (found.length === 0) {
      warnings.push(diagnose("overlay-unmatched", { target }, overlay.place([...at, "target"])));
    }
    if (isRemoved) {
      if (found.some(({ length }) => length === 0)) {
        throw invalid(overlay, [...at, "target"], "the document itself cannot be removed");
      }
      edited.remove(found);
      continue;
    }
    budget.nodes -= found.length * sizeOf(update);
    if (budget.nodes < 0) throw endless(`brings the number of added nodes above ${maxAdded}`);
    for (const pointer of found) {
      const problem = edited.update(pointer, update, {
        source: overlay,
        pointer: [...at, "update"],
      });
      if (problem) throw invalid(overlay, [...at, "update"], problem);
    }
  }
  return warnings;
}

/** The number of values in a value, including itself. */
function sizeOf(value: unknown): number {
  let size = 0;
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    size += 1;
    // A value that a million aliases repeat counts a million times; the limit is enough to know.
    if (size > maxAdded) break;
    if (typeof next === "object" && next !== null)
      for (const each of Object.values(next)) open.push(each);
  }
  return size;
}

function whyNoPath(target: string, error: unknown): string {
  const { location } = error as { location?: { start?: { column?: number } } };
  const column = location?.start?.column;
  const where = column === undefined ? "" : `, from character ${column} on`;
  return `"${target}" is not valid JSONPath${where}; write a name with a dash as $['x-name']`;
}

interface Action {
  readonly at: Pointer;
  readonly target: string;
  readonly update: unknown;
  readonly isRemoved: boolean;
}

const actionFields = ["target", "description", "update", "remove"];

function readActions(overlay: Source): Action[] {
  const { value } = overlay;
  if (!isFields(value))
    throw invalid(overlay, [], `an overlay must be an object, but is ${describeFound(value)}`);
  const { overlay: version, actions } = value;
  if (typeof version !== "string" || !/^1\.[01](\.|$)/.test(version)) {
    throw invalid(overlay, ["overlay"], "an overlay must start with `overlay: 1.0.0`");
  }
  if (!Array.isArray(actions) || actions.length === 0) {
    throw invalid(overlay, ["actions"], "`actions` must be a list with at least one action");
  }
  return actions.map((action: unknown, index): Action => {
    const at = ["actions", String(index)];
    if (!isFields(action))
      throw invalid(overlay, at, `an action must be an object, but is ${describeFound(action)}`);
    const { target, update, remove = false } = action;
    const unknown = Object.keys(action).find(
      (field) => !actionFields.includes(field) && !field.startsWith("x-"),
    );
    if (unknown !== undefined) {
      throw invalid(
        overlay,
        [...at, unknown],
        `an action has no field \`${unknown}\`; its fields are ${actionFields.join(", ")}`,
      );
    }
    if (typeof target !== "string")
      throw invalid(overlay, [...at, "target"], "an action needs a `target`, a JSONPath");
    if (typeof remove !== "boolean")
      throw invalid(overlay, [...at, "remove"], "`remove` must be true or false");
    if (!remove && update === undefined)
      throw invalid(overlay, at, "an action needs `update`, or `remove: true`");
    return { at, target, update, isRemoved: remove };
  });
}

/** A copy of a document that can be changed, and that remembers where each part was written. */
class Edited {
  value: unknown;
  readonly #root: Source;
  /** For the items of lists, whose index may change. */
  readonly #itemOrigins = new WeakMap<object, Origin>();
  /** For the fields that an overlay set, by the object that has them. */
  readonly #fieldOrigins = new WeakMap<object, Map<string, Origin>>();

  constructor(root: Source) {
    this.#root = root;
    this.value = this.#copy(root.value, { source: root, pointer: [] });
  }

  remove(pointers: readonly Pointer[]): void {
    const parents = new Map<object, Set<string>>();
    for (const pointer of pointers) {
      const parent = valueAt(this.value, pointer.slice(0, -1));
      const name = pointer.at(-1);
      if (typeof parent !== "object" || parent === null || name === undefined) continue;
      parents.set(parent, (parents.get(parent) ?? new Set()).add(name));
    }
    for (const [parent, names] of parents) {
      if (Array.isArray(parent)) {
        const kept = parent.filter((_, index) => !names.has(String(index)));
        parent.splice(0, parent.length, ...kept);
      } else {
        for (const name of names) delete (parent as Record<string, unknown>)[name];
      }
    }
  }

  /** Merges into the node at the pointer; returns the problem if that is not possible. */
  update(pointer: Pointer, update: unknown, origin: Origin): string | undefined {
    const target = valueAt(this.value, pointer);
    if (Array.isArray(target)) {
      this.#append(target, update, origin);
      return undefined;
    }
    if (!isFields(target))
      return `\`target\` selects ${describeFound(target)}, but only an object or a list can be updated`;
    if (!isFields(update))
      return `\`update\` must be an object, like what \`target\` selects, but is ${describeFound(update)}`;
    this.#merge(target, update, origin);
    return undefined;
  }

  place(pointer: Pointer): Place {
    let origin: Origin = { source: this.#root, pointer: [] };
    let node = this.value;
    for (const token of pointer) {
      const isThere = typeof node === "object" && node !== null && Object.hasOwn(node, token);
      const child = isThere ? (node as Record<string, unknown>)[token] : undefined;
      const set = isThere ? this.#fieldOrigins.get(node as object)?.get(token) : undefined;
      const item =
        typeof child === "object" && child !== null ? this.#itemOrigins.get(child) : undefined;
      origin = set ?? item ?? below(origin, token);
      node = child;
    }
    return origin.source.place(origin.pointer);
  }

  #merge(target: Record<string, unknown>, update: Record<string, unknown>, origin: Origin): void {
    for (const [name, value] of Object.entries(update)) {
      const at = below(origin, name);
      const old = Object.hasOwn(target, name) ? target[name] : undefined;
      if (isFields(old) && isFields(value)) {
        this.#merge(old, value, at);
      } else if (Array.isArray(old) && Array.isArray(value)) {
        for (const [index, item] of value.entries())
          this.#append(old, item, below(at, String(index)));
      } else {
        setField(target, name, this.#copy(value, at));
        this.#remember(target, name, at);
      }
    }
  }

  #append(list: unknown[], item: unknown, origin: Origin): void {
    const copy = this.#copy(item, origin);
    if (typeof copy === "object" && copy !== null) this.#itemOrigins.set(copy, origin);
    else this.#remember(list, String(list.length), origin);
    list.push(copy);
  }

  #remember(owner: object, name: string, origin: Origin): void {
    const fields = this.#fieldOrigins.get(owner) ?? new Map<string, Origin>();
    this.#fieldOrigins.set(owner, fields.set(name, origin));
  }

  /** Copies aliases, so that a change to one does not affect the other. */
  #copy(value: unknown, origin: Origin): unknown {
    if (Array.isArray(value)) {
      return value.map((item, index) => {
        const at = below(origin, String(index));
        const copy = this.#copy(item, at);
        if (typeof copy === "object" && copy !== null) this.#itemOrigins.set(copy, at);
        return copy;
      });
    }
    if (!isFields(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const [name, child] of Object.entries(value)) {
      setField(copy, name, this.#copy(child, below(origin, name)));
    }
    return copy;
  }
}

/** Also works for a field called `__proto__`. */
function setField(owner: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(owner, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function below({ source, pointer }: Origin, token: string): Origin {
  return { source, pointer: [...pointer, token] };
}

function invalid(overlay: Source, pointer: Pointer, why: string): DiagnosticError {
  return new DiagnosticError([diagnose("overlay-invalid", { why }, overlay.place(pointer))]);
}
