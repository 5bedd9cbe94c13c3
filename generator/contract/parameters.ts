import { diagnose } from "../diagnostics/index.js";
import { isIgnoredParameter, parameterKey, refOf } from "../openapi/index.js";
import { readHolder } from "./content.js";
import type { Parameter } from "./contract.js";
import type { Context } from "./read.js";
import type { Reader } from "./reader.js";

/** A parameter, wherever it is referred to from. */
export type SharedParameter = Omit<Parameter, "written" | "isOfPath">;

/** The parameters that a path or an operation declares, without those that OpenAPI says to ignore. */
export function readParameters(
  owner: Reader,
  isOfPath: boolean,
  context: Context,
): [key: string, Parameter][] {
  const written = owner.get("parameters").items();
  return written.flatMap((each): [string, Parameter][] => {
    const parameter = readParameter(each, isOfPath, context);
    if (!parameter || isIgnoredParameter(parameter.in, parameter.name)) return [];
    return [[parameterKey(parameter.in, parameter.name), parameter]];
  });
}

/** Undefined, and told, if it lacks what makes it one. */
export function readParameter(
  written: Reader,
  isOfPath: boolean,
  context: Context,
): Parameter | undefined {
  const read = once(written, context.parametersByRef, (node) => {
    const name = node.get("name").text();
    const place = node.get("in").text();
    if (name !== undefined && place !== undefined) {
      const isRequired = place === "path" || (node.get("required").flag() ?? false);
      return { ...readHolder(node, context), in: place, name, required: isRequired };
    }
    const found = name === undefined ? "without a name" : "without `in`";
    const expected = "an object with `name` and `in`";
    node.report(diagnose("wrong-shape", { what: "a parameter", expected, found }, node.place));
    return undefined;
  });
  return read && { ...read, written, isOfPath };
}

/** What a bare reference leads to is read once, however many there are of it. */
export function once<Read>(
  written: Reader,
  known: Map<string, Read>,
  read: (node: Reader) => Read,
): Read {
  const ref = refOf(written.value);
  if (ref === undefined || Object.keys(written.raw).length > 1) return read(written.resolved());
  if (!known.has(ref)) known.set(ref, read(written.resolved()));
  return known.get(ref) as Read;
}

export function readHeader(name: string, written: Reader, context: Context): Parameter {
  const node = written.resolved();
  const required = node.get("required").flag() ?? false;
  const holder = readHolder(node, context);
  return { ...holder, written, in: "header", name, isOfPath: false, required };
}
