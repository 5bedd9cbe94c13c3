import { parsePointer } from "../openapi/index.js";

/**
 * How a use names the field of a component schema that a pointer leads to: `Order.shipping.carrier`;
 * undefined if it leads somewhere else.
 *
 * @param types the client's types by the keys of components
 */
export function fieldAt(pointer: string, types: ReadonlyMap<string, string>): string | undefined {
  const [components, schemas, key, ...steps] = parsePointer(pointer) ?? [];
  if (components !== "components" || schemas !== "schemas" || key === undefined) return undefined;
  let name = types.get(key);
  if (name === undefined) return undefined;
  for (let position = 0; position < steps.length; position += 1) {
    const step = steps[position];
    if (step === "properties") {
      position += 1;
      const property = steps[position];
      // The keyword itself, where the properties as a whole are meant.
      if (property !== undefined) name += `.${property}`;
    } else if (step === "items") name += "[]";
    else if (step === "allOf" || step === "oneOf" || step === "anyOf") position += 1;
    else break;
  }
  return name;
}

/**
 * The names from the body of a response down to what a pointer leads to, without lists; undefined if
 * it is in no body that is written where the response is.
 */
export function namesInBody(pointer: string): readonly string[] | undefined {
  const tokens = parsePointer(pointer) ?? [];
  const start = tokens.indexOf("responses");
  const [, , content, , schema, ...steps] = start < 0 ? [] : tokens.slice(start);
  if (content !== "content" || schema !== "schema") return undefined;
  const names: string[] = [];
  for (let position = 0; position < steps.length; position += 1) {
    const step = steps[position];
    if (step === "properties") {
      position += 1;
      const property = steps[position];
      if (property !== undefined) names.push(property);
    } else if (step === "additionalProperties") names.push("*");
    else if (step === "allOf" || step === "oneOf" || step === "anyOf") position += 1;
    else if (step !== "items") break;
  }
  return names;
}
