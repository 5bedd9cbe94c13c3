import { diagnose } from "../diagnostics/index.js";
import { isIgnoredParameter, parameterKey } from "../openapi/index.js";
import type { Parameter } from "./contract.js";
import type { Reader } from "./node-reader.js";
import { readSchemaOwner } from "./read-content.js";
import type { Context } from "./read-contract.js";

/**
 * The parameters that a path or an operation declares, without those that OpenAPI says to ignore.
 */
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

/** Undefined, with a report, if a required field is missing. */
export function readParameter(
  written: Reader,
  isOfPath: boolean,
  context: Context,
): Parameter | undefined {
  const node = written.resolved();
  const name = node.get("name").text();
  const place = node.get("in").text();
  if (name !== undefined && place !== undefined) {
    const owner = readSchemaOwner(written, context);
    const required = place === "path" || owner.required;
    return { ...owner, in: place, name, isOfPath, required };
  }
  const found = name === undefined ? "one without `name`" : "one without `in`";
  const expected = "an object with `name` and `in`";
  node.report(diagnose("wrong-shape", { what: "a parameter", expected, found }, node.place));
  return undefined;
}

/** A header is read like a parameter. */
export function readHeader(name: string, written: Reader, context: Context): Parameter {
  return { ...readSchemaOwner(written, context), in: "header", name, isOfPath: false };
}
