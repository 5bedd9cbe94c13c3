import type { Fields } from "../../../openapi/index.js";
import { textOf } from "../../field-text.js";

/**
 * A field that the vendor's editor adds to an object. Apifox, the same editor for China, writes its
 * own name into the field: `x-apifox-folder` for `x-apidog-folder`.
 */
export function vendorField(fields: Fields, name: string): unknown {
  return fields[`x-apidog-${name}`] ?? fields[`x-apifox-${name}`];
}

/** As `vendorField`; undefined if it holds no text. */
export function vendorText(fields: Fields, name: string): string | undefined {
  return textOf(fields[`x-apidog-${name}`]) ?? textOf(fields[`x-apifox-${name}`]);
}

/** The address under which the editor runs the operation; it holds the id of the page. */
export function runAddressOf(operation: Fields): string | undefined {
  return textOf(operation["x-run-in-apidog"]) ?? textOf(operation["x-run-in-apifox"]);
}
