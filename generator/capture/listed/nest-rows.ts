import type { Row } from "./field-table.js";
import type { ListedField } from "./listed-operation.js";

interface Tree extends Omit<ListedField, "members"> {
  readonly members: Tree[];
}

/** Deeper names than this are none. */
const maxDepth = 20;

/**
 * The fields of a table as a tree: `lines[].sku` is a member of the objects in `lines`, and
 * `owner.id` one of `owner`. What such a name belongs to need not have a row of its own.
 */
export function nestRows(rows: readonly Row[]): readonly ListedField[] {
  const roots: Tree[] = [];
  for (const { place: _, ...row } of rows) {
    const steps = row.name.split(".");
    const last = steps.pop() ?? "";
    // A name with empty steps, such as `...`, is no path.
    if (last === "" || steps.includes("") || steps.length > maxDepth) {
      if (last !== "" || row.name !== "") roots.push({ ...row, members: [] });
      continue;
    }
    let level = roots;
    for (const step of steps) level = holderOf(level, step, row).members;
    const { name, isList } = readStep(last);
    level.push({ ...row, name, type: isList ? (row.type ?? "array") : row.type, members: [] });
  }
  return roots;
}

function readStep(step: string): { name: string; isList: boolean } {
  const name = step.replace(/\[\w*\]$/, "");
  return name === "" ? { name: step, isList: false } : { name, isList: name !== step };
}

/** The field that a step of a name stands for. */
function holderOf(level: Tree[], step: string, row: Omit<Row, "place">): Tree {
  const { name, isList } = readStep(step);
  const known = level.find((field) => field.name === name);
  if (known) return known;
  const holder: Tree = {
    name,
    type: isList ? "array" : undefined,
    isRequired: undefined,
    default: undefined,
    isDeprecated: false,
    members: [],
    quote: row.quote,
  };
  level.push(holder);
  return holder;
}
