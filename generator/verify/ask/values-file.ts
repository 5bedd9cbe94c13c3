import { DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { readSource, type Source } from "../../load/index.js";
import { isFields, type Pointer } from "../../openapi/index.js";
import type { GivenValues } from "./known-values.js";

export const noValues: GivenValues = { byOperation: new Map(), byParameter: new Map() };

/**
 * Reads values for parameters from YAML or JSON: by parameter, `org_id: 7`, or by operation and
 * parameter, `getBom: { bom_id: [1, 2] }`.
 *
 * @throws DiagnosticError if the file cannot be read or has another form; no value is quoted
 */
export async function readValues(path: string): Promise<GivenValues> {
  const source = await readSource(path);
  const { value } = source;
  if (!isFields(value)) throw refuse(source, [], "must be an object of parameters or operations");
  const byOperation = new Map<string, ReadonlyMap<string, readonly string[]>>();
  const byParameter = new Map<string, readonly string[]>();
  for (const [name, content] of Object.entries(value)) {
    if (!isFields(content)) byParameter.set(name, textsAt(source, [name], content));
    else {
      const own = Object.entries(content).map(
        ([parameter, values]) => [parameter, textsAt(source, [name, parameter], values)] as const,
      );
      byOperation.set(name, new Map(own));
    }
  }
  return { byOperation, byParameter };
}

function textsAt(source: Source, pointer: Pointer, content: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(content) ? content : [content];
  return values.map((value) => {
    const isPlain = ["string", "number", "boolean"].includes(typeof value) && value !== "";
    if (isPlain) return String(value);
    throw refuse(source, pointer, "must be a text, a number, or a list of them");
  });
}

function refuse({ file, place }: Source, pointer: Pointer, what: string): DiagnosticError {
  const where = pointer.length === 0 ? "it" : `\`${pointer.join(".")}\``;
  const why = `${file} cannot be used for --values: ${where} ${what}`;
  // Without the excerpt, which has the value.
  const { excerpt: _, ...at } = place(pointer);
  return new DiagnosticError([diagnose("config-invalid", { why }, at)]);
}
