import { diagnose } from "../diagnostics/index.js";
import { formOf } from "../media-type.js";
import { isToken, parameterKey } from "../openapi/index.js";
import type { Parameter, Statements } from "./api.js";
import { isObject, type Reader } from "./reader.js";
import { formatOf } from "./schema.js";

type Place = Parameter["in"];
type Draft = Omit<Parameter, "argument">;

const places: readonly Place[] = ["path", "query", "header", "cookie"];

/** Headers that OpenAPI describes elsewhere; it says to ignore parameters of these names. */
const describedElsewhere = new Set(["accept", "content-type", "authorization"]);

/**
 * The parameters of an operation, those of its path merged in, each with its argument's name.
 *
 * @param reserved names of arguments that are no parameters
 */
export function readParameters(
  pathItem: Reader,
  operation: Reader,
  path: string,
  reserved: readonly string[],
  statements: Statements,
): Parameter[] {
  const byIdentity = new Map<string, Draft>();
  for (const node of [
    ...pathItem.at("parameters").items(),
    ...operation.at("parameters").items(),
  ]) {
    const parameter = readParameter(node.resolved(), path);
    if (!parameter) continue;
    const statement = statements.get(node.value);
    byIdentity.set(parameterKey(parameter.in, parameter.name), { ...parameter, statement });
  }
  const declared = [...byIdentity.values()];
  const all = [...declared, ...undeclaredPathParameters(declared, operation, path)];
  return nameArguments(all, reserved);
}

function readParameter(node: Reader, path: string): Omit<Draft, "statement"> | undefined {
  const name = node.at("name").text();
  const place = node.at("in").text();
  if (name === undefined || place === undefined) {
    const found = name === undefined ? "without a name" : "without `in`";
    node.report(
      diagnose(
        "wrong-shape",
        { what: "a parameter", expected: "an object with `name` and `in`", found },
        node.place,
      ),
    );
    return undefined;
  }
  if (!isPlace(place)) {
    const what = `parameter "${name}" in ${place}`;
    node.report(diagnose("left-out", { what, why: "this place is not supported" }, node.place));
    return undefined;
  }
  if (place === "header" && describedElsewhere.has(name.toLowerCase())) return undefined;
  if ((place === "header" || place === "cookie") && !isToken(name)) {
    const what = `parameter ${JSON.stringify(name)} in ${place}`;
    const why = `no ${place} can have this name`;
    node.report(diagnose("left-out", { what, why }, node.at("name").place));
    return undefined;
  }
  if (place === "path" && !path.includes(`{${name}}`)) {
    node.report(diagnose("path-parameter-unused", { name, path }, node.place));
    return undefined;
  }
  const style = node.at("style").text();
  // A parameter has no style then, but the form of a media type.
  const [media] = node.at("content").fields();
  const form = media && formOf(media[0]);
  return {
    name,
    in: place,
    required: place === "path" || (node.at("required").flag() ?? false),
    description: node.at("description").prose(),
    deprecated: node.at("deprecated").flag() ?? false,
    style,
    explode: node.at("explode").flag(),
    allowReserved: node.at("allowReserved").flag() ?? false,
    json: form === "json",
    styled: form === undefined && (styled.has(style ?? "") || !isSingle(node.at("schema"))),
    schema: (media ? media[1].resolved() : node).at("schema").value,
    isDateTime: formatOf(node.at("schema")) === "date-time",
    option: node.at("x-client").at("option").text(),
  };
}

/** Styles that put something in front of a single value as well. */
const styled = new Set(["label", "matrix"]);

/** Whether a schema allows nothing but text, numbers, booleans and null. */
function isSingle(node: Reader, depth = 0): boolean {
  const schema = node.resolved();
  // A circle of references says nothing, and so allows everything.
  if (!isObject(schema.value) || depth > 20) return false;
  const { type, enum: values } = schema.value;
  if (type !== undefined) {
    return [type].flat().every((each) => typeof each === "string" && singleTypes.has(each));
  }
  if (Array.isArray(values))
    return values.every((value) => typeof value !== "object" || value === null);
  const isOne = (option: Reader) => isSingle(option, depth + 1);
  const choices = [...schema.at("oneOf").items(), ...schema.at("anyOf").items()];
  if (choices.length > 0) return choices.every(isOne);
  return schema.at("allOf").items().some(isOne);
}

const singleTypes = new Set(["string", "number", "integer", "boolean", "null"]);

/** A path says by itself that it needs a value for each of its braces. */
function undeclaredPathParameters(
  declared: readonly Draft[],
  operation: Reader,
  path: string,
): Draft[] {
  const names = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string));
  for (const parameter of declared) if (parameter.in === "path") names.delete(parameter.name);
  return [...names].map((name) => {
    operation.report(diagnose("path-parameter-undeclared", { name, path }, operation.place));
    return {
      name,
      in: "path",
      required: true,
      description: undefined,
      statement: undefined,
      deprecated: false,
      style: undefined,
      explode: undefined,
      allowReserved: false,
      json: false,
      styled: false,
      schema: undefined,
      isDateTime: false,
      option: undefined,
    };
  });
}

/** To the compiler no object is without these, so that one could not be left out. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

/**
 * Arguments have the names of the wire. A name that occurs in several places belongs to the first
 * of path, query, header, cookie; in the others it gets `_query`, `_header` or `_cookie`. `body` is
 * the request body's, so a parameter of that name always gets its place, and so do `contentType` and
 * `accept` where a call chooses its media types.
 */
function nameArguments(drafts: readonly Draft[], reserved: readonly string[]): Parameter[] {
  const ordered = places.flatMap((place) => drafts.filter((draft) => draft.in === place));
  const taken = new Set(["body", ...inherited, ...reserved]);
  const names = new Map<Draft, string>();
  for (const draft of ordered) {
    if (taken.has(draft.name)) continue;
    taken.add(draft.name);
    names.set(draft, draft.name);
  }
  // By name, because the order of a spec means nothing.
  const others = places.flatMap((place) =>
    ordered
      .filter((draft) => draft.in === place && !names.has(draft))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
  for (const draft of others) {
    let argument = `${draft.name}_${draft.in}`;
    while (taken.has(argument)) argument = `${argument}_${draft.in}`;
    taken.add(argument);
    names.set(draft, argument);
  }
  return ordered.map((draft) => ({ argument: names.get(draft) as string, ...draft }));
}

function isPlace(place: string): place is Place {
  return (places as readonly string[]).includes(place);
}
