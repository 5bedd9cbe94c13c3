import {
  type Fields,
  isFields,
  type Kind,
  kindIn,
  type Pointer,
  type Slot,
  slotOf,
  valueAt,
} from "../../openapi/index.js";
import { isOpenValue } from "../editor-variable.js";
import type { Quote } from "../fact.js";
import { addContradiction, type Notes } from "../notes.js";
import { validateExample } from "./validate-example.js";

interface LocatedExample {
  readonly schema: unknown;
  readonly schemaAt: Pointer;
  readonly example: unknown;
  readonly exampleAt: Pointer;
}

/**
 * Holds every example of an operation against its schema, and notes what cannot both be true. An
 * example that the schema refutes is taken out: the note has both sides, and a document that
 * contradicts itself helps nobody. One that holds a variable of the vendor's editor is taken out, too;
 * the variable itself contradicts nothing.
 */
export function removeContradictedExamples(
  operation: Fields,
  components: Fields,
  locate: (pointer: Pointer) => Quote,
  notes: Notes,
): void {
  const shown = [
    ...examplesIn(operation, "operation", []),
    ...examplesIn(components, "components", ["#", "components"]),
  ];
  const known = new Set<string>();
  for (const { schema, schemaAt, example, exampleAt } of shown) {
    const problems = validateExample(example, { schema, at: schemaAt, components });
    for (const { at, path, about, isLack } of problems) {
      // Of an answer, examples often show only a part.
      if (isLack && schemaAt[0] !== "requestBody") continue;
      // The items of a list often repeat what is wrong with the first.
      const id = [...at, about].join("\n");
      if (known.has(id)) continue;
      known.add(id);
      addContradiction(notes, at, about, locate(at), locate([...exampleAt, ...path]));
    }
    const isDefault = exampleAt.at(-1) === "default" && schemaAt.length === exampleAt.length - 1;
    if ((problems.length > 0 && !isDefault) || isOpenValue(example))
      remove({ ...operation, "#": { components } }, exampleAt);
  }
}

/** Takes out what a pointer to an example names, and what that leaves empty. */
function remove(root: unknown, exampleAt: Pointer): void {
  const last = exampleAt.lastIndexOf("examples");
  const at = last >= 0 && last >= exampleAt.length - 3 ? exampleAt.slice(0, last + 1) : exampleAt;
  const parent = valueAt(root, at.slice(0, -1));
  if (isFields(parent)) delete (parent as Record<string, unknown>)[at.at(-1) ?? ""];
}

function* examplesIn(value: unknown, kind: Kind, at: Pointer): Generator<LocatedExample> {
  if (!isFields(value)) return;
  yield* examplesOf(value, kind, at);
  for (const [field, child] of Object.entries(value)) {
    const slot = slotOf(kind, field);
    if (slot) yield* examplesInSlot(child, slot, [...at, field]);
  }
}

function* examplesInSlot(value: unknown, slot: Slot, at: Pointer): Generator<LocatedExample> {
  if ("one" in slot || ("oneOrList" in slot && !Array.isArray(value))) {
    yield* examplesIn(value, kindIn(slot), at);
    return;
  }
  const kind = kindIn(slot);
  if (typeof value !== "object" || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    yield* examplesIn(child, kind, [...at, name]);
  }
}

function* examplesOf(value: Fields, kind: Kind, at: Pointer): Generator<LocatedExample> {
  if (kind === "schema" && value["default"] !== undefined) {
    const exampleAt = [...at, "default"];
    yield { schema: value, schemaAt: at, example: value["default"], exampleAt };
  }
  if (kind === "schema" && Array.isArray(value["examples"])) {
    for (const [index, example] of value["examples"].entries()) {
      const exampleAt = [...at, "examples", String(index)];
      yield { schema: value, schemaAt: at, example, exampleAt };
    }
  }
  if (kind !== "mediaType" && kind !== "parameter") return;
  const { schema, example, examples } = value;
  const schemaAt = [...at, "schema"];
  if (example !== undefined) {
    yield { schema, schemaAt, example, exampleAt: [...at, "example"] };
  }
  for (const [name, entry] of Object.entries(isFields(examples) ? examples : {})) {
    if (!isFields(entry)) continue;
    const exampleAt = [...at, "examples", name, "value"];
    yield { schema, schemaAt, example: entry["value"], exampleAt };
  }
}
