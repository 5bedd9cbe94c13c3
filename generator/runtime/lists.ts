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
    const texts =
      style === "deepObject" && isNested(value)
        ? Object.fromEntries(
            deepMembers(argument, value).map(([way, leaf]) => [
              way.map(encodeText).join("]["),
              one(leaf),
            ]),
          )
        : isPlainObject(value)
          ? Object.fromEntries(
              Object.entries(value)
                .filter(([, member]) => member !== undefined)
                .map(([key, member]) => [apart(encodeText(key)), one(member)]),
            )
          : Array.isArray(value)
            ? value.map(one)
            : write(value);
    const isText = typeof texts === "string";
    if (place === "path" && !isText && Object.keys(texts).length === 0) {
      refuse(argument, "must not be empty");
    }
    return writeStyled(name, texts, style, explodes);
  });
}

/**
 * The values of an object and of what is in it, each with the way to it. OpenAPI leaves open how
 * `deepObject` goes on below the first level, and what becomes of single values; servers that read
 * brackets take `a[b][0]=c` and `a=c`.
 */
function deepMembers(
  argument: string,
  value: object,
  depth = 0,
): [way: readonly string[], leaf: unknown][] {
  // What holds itself has no end.
  if (depth > 20) refuse(argument, "is nested too deeply");
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .flatMap(([key, member]): [readonly string[], unknown][] =>
      isNested(member)
        ? deepMembers(argument, member, depth + 1).map(([way, leaf]) => [[key, ...way], leaf])
        : [[[key], member]],
    );
}

const isNested = (value: unknown): value is object => isPlainObject(value) || Array.isArray(value);
