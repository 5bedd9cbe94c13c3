import { refuse } from "./errors.js";
import type { HeaderMap } from "./headers.js";
import type { ParameterDescriptor } from "./operation.js";
import { writeAnywhere } from "./places.js";
import { writeStyled } from "./styles.js";
import { isPlainObject } from "./values.js";

/** Writes a parameter that may be a list or an object, by the spec's style and explode. */
export function writeLists(
  argument: string,
  value: unknown,
  parameter: ParameterDescriptor,
  headers: HeaderMap,
): string {
  const { in: place, explode } = parameter;
  const isPair = place === "query" || place === "cookie";
  const { style = isPair ? "form" : "simple" } = parameter;
  const explodes = explode ?? style === "form";
  return writeAnywhere(argument, value, parameter, headers, (name, write, encodeText) => {
    // A comma that stays as it is would be taken for one between two values.
    const apart = (text: string) =>
      parameter.allowReserved && !explodes ? text.replaceAll(",", "%2C") : text;
    const one = (part: unknown) => apart(write(part));
    const isList = Array.isArray(value);
    const texts = isList
      ? value.map(one)
      : isPlainObject(value)
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, member]) => member !== undefined)
              .map(([key, member]) => [apart(encodeText(key)), one(member)]),
          )
        : write(value);
    const isText = typeof texts === "string";
    if (place === "path" && !isText && Object.keys(texts).length === 0) {
      refuse(argument, "must not be empty");
    }
    if (style === "deepObject" && (isList || isText)) refuse(argument, "must be an object");
    return writeStyled(name, texts, style, explodes);
  });
}
