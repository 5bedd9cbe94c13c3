import {
  type Contract,
  type Parameter as ContractParameter,
  isSingle,
  type Operation,
  type Parts,
  type Sendable,
  sendableOf,
} from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import { isOneOf, must } from "../narrowing.js";
import {
  isToken,
  type ParameterStyle,
  parameterStyles,
  pathParametersOf,
  top,
} from "../openapi/index.js";
import type { Parameter } from "./api.js";
import { reportUnsupported } from "./unsupported-features.js";

type Place = Parameter["in"];
type Draft = Omit<Parameter, "argument">;

const places: readonly Place[] = ["path", "query", "header", "cookie"];

/**
 * The parameters of an operation, each with its argument's name.
 *
 * @param reserved names of arguments that are no parameters
 */
export function buildParameters(
  operation: Operation,
  reserved: readonly string[],
  contract: Contract,
): Parameter[] {
  const { path } = operation.name;
  const declared = [...operation.parameters.values()].flatMap(
    (parameter) => readParameter(parameter, path, contract) ?? [],
  );
  const all = [...declared, ...undeclaredPathParameters(declared, operation)];
  return nameArguments(all, reserved);
}

function readParameter(
  parameter: ContractParameter,
  path: string,
  contract: Contract,
): Draft | undefined {
  const { name, in: place, node } = parameter;
  if (!isOneOf(places, place)) {
    reportUnsupported(node, `parameter "${name}" in ${place}`, "this location is not supported");
    return undefined;
  }
  if ((place === "header" || place === "cookie") && !isToken(name)) {
    const what = `parameter ${JSON.stringify(name)} in ${place}`;
    reportUnsupported(node.get("name"), what, `a ${place} cannot have this name`);
    return undefined;
  }
  if (place === "path" && !path.includes(`{${name}}`)) {
    node.report(diagnose("path-parameter-unused", { name, path }, node.place));
    return undefined;
  }
  const style = readStyle(parameter);
  // A parameter has no style then, but the form of a media type.
  const [media] = parameter.content.values();
  const json = media?.form === "json";
  const all = media?.schema ?? parameter.schema;
  const sendable = json || !all ? undefined : readSendable(all, parameter, place, style, contract);
  if (sendable?.schema === false && place !== "path") return undefined;
  // A path cannot do without; the caller writes the text that nothing here makes of the value.
  const written = sendable?.schema === false ? { type: "string" } : sendable?.schema;
  const isWhole = sendable === undefined || sendable.lost.length === 0;
  const schema = isWhole ? (all ?? []) : [contract.schemas.follow(written, top)];
  const isStyled = styled.has(style ?? "") || !isSingle(schema, contract.schemas);
  return {
    name,
    in: place,
    required: parameter.required,
    description: node.get("description").prose(),
    statement: contract.statementOf(parameter.written),
    deprecated: node.get("deprecated").flag() ?? false,
    sunset: node.get("x-sunset").text(),
    style,
    explode: node.get("explode").flag(),
    allowReserved: node.get("allowReserved").flag() ?? false,
    json,
    styled: media === undefined && isStyled,
    schema: isWhole ? (media?.node ?? node).get("schema").value : written,
    isDateTime: contract.schemas.read(schema).format === "date-time",
    option: node.get("x-client").get("option").text(),
  };
}

/** What the place and the style can hold of a parameter; what they cannot is reported. */
function readSendable(
  schema: Parts,
  { name, required, content, node }: ContractParameter,
  place: Place,
  style: ParameterStyle | undefined,
  contract: Contract,
): Sendable {
  const isOfMedia = content.size > 0;
  const depth = isOfMedia ? "single" : style === "deepObject" ? "deep" : "flat";
  const takesNullInside = place !== "path";
  const capacity = { depth, takesNull: takesNullInside && !required, takesNullInside } as const;
  const sendable = sendableOf(schema, capacity, contract);
  const { lost } = sendable;
  if (lost.length > 0) {
    const isAll = sendable.schema === false;
    const of = `parameter "${name}" in ${place}`;
    const owner = node.get("schema").exists ? node.get("schema") : node;
    owner.report(
      diagnose("value-unsendable", { of, lost, isAll, isPath: place === "path" }, owner.place),
    );
  }
  return sendable;
}

/** Undefined, and reported, if it is none that the client can write. */
function readStyle({ name, in: place, node }: ContractParameter): ParameterStyle | undefined {
  const written = node.get("style");
  const style = written.text();
  if (style === undefined) return undefined;
  if (isOneOf(parameterStyles, style) && (style !== "cookie" || place === "cookie")) return style;
  const what = `style ${JSON.stringify(style)} of parameter "${name}"`;
  reportUnsupported(written, what, "the parameter is written in the default style of its location");
  return undefined;
}

/** Styles that put something in front of a single value as well. */
const styled = new Set(["label", "matrix"]);

/** A path says by itself that it needs a value for each of its braces. */
function undeclaredPathParameters(
  declared: readonly Draft[],
  { name: { path }, node }: Operation,
): Draft[] {
  const names = new Set(pathParametersOf(path).filter((name) => name !== ""));
  for (const parameter of declared) if (parameter.in === "path") names.delete(parameter.name);
  return [...names].map((name) => {
    node.report(diagnose("path-parameter-undeclared", { name, path }, node.place));
    return {
      name,
      in: "path",
      required: true,
      description: undefined,
      statement: undefined,
      deprecated: false,
      sunset: undefined,
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
 * the request body's, so a parameter of that name always gets its place, and so do `contentType`
 * and `accept` where a call chooses its media types.
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
  return ordered.map((draft) => ({
    argument: must(names.get(draft), `${draft.name} has no argument`),
    ...draft,
  }));
}
