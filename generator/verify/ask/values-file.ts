import { DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { readSource, type Source } from "../../load/index.js";
import { isFields, type Pointer } from "../../openapi/index.js";
import type { GivenValues } from "./known-values.js";

export const noValues: GivenValues = {};

/**
 * Reads values for parameters from YAML or JSON: by parameter, `org_id: 7`, or by operation and
 * parameter, `getBom: { bom_id: [1, 2] }`. A list has several values; one that is a list itself is
 * written as a list in it.
 *
 * @throws DiagnosticError if the file cannot be read or has another form; no value is quoted
 */
export async function readValues(path: string): Promise<GivenValues> {
  const source = await readSource(path);
  const { value } = source;
  if (!isFields(value)) throw refuse(source, [], "must be an object of parameters or operations");
  assertValues(source, [], value);
  return value;
}

function assertValues(source: Source, pointer: Pointer, value: unknown): void {
  if (typeof value === "object" && value !== null) {
    for (const [name, child] of Object.entries(value))
      assertValues(source, [...pointer, name], child);
  } else if (value === null || value === "") {
    throw refuse(source, pointer, "must be a value, or a list of them, and has none");
  }
}

function refuse({ file, place }: Source, pointer: Pointer, what: string): DiagnosticError {
  const where = pointer.length === 0 ? "it" : `\`${pointer.join(".")}\``;
  const why = `${file} cannot be used for --values: ${where} ${what}`;
  // Without the excerpt, which has the value.
  const { excerpt: _, ...at } = place(pointer);
  return new DiagnosticError([diagnose("config-invalid", { why }, at)]);
}
