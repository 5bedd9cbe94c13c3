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
    if (!isNested(value)) return writeStyled(name, write(value), style, explodes);
    const isDeep = style === "deepObject";
    const texts =
      Array.isArray(value) && !isDeep
        ? value.map(one)
        : Object.fromEntries(
            (isDeep ? deepMembers(argument, value) : membersOf(value)).map(([way, leaf]) => [
              way.map((step) => apart(encodeText(step))).join("%5D%5B"),
              one(leaf),
            ]),
          );
    if (place === "path" && Object.keys(texts).length === 0) refuse(argument, "must not be empty");
    return writeStyled(name, texts, style, explodes);
  });
}

/**
 * The values of an object and of what is in it, each with the way to it. OpenAPI leaves open how
 * `deepObject` goes on below the first level, and what becomes of single values; servers that read
 * brackets take `a[b][0]=c` and `a=c`.
 */
function deepMembers(argument: string, value: object, depth = 0): Member[] {
  // What holds itself has no end.
  if (depth > 20) refuse(argument, "is nested too deeply");
  return membersOf(value).flatMap(([way, member]): Member[] =>
    isNested(member)
      ? deepMembers(argument, member, depth + 1).map(([rest, leaf]) => [[...way, ...rest], leaf])
      : [[way, member]],
  );
}

/** A value in an object or a list, and the names of the members on the way to it. */
type Member = [way: readonly string[], leaf: unknown];

const membersOf = (value: object): Member[] =>
  Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [[key], member]);

const isNested = (value: unknown): value is object => isPlainObject(value) || Array.isArray(value);
