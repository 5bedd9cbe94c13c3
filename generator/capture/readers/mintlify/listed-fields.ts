import { readJson } from "../../example/lenient-json.js";
import type {
  ListedAnswer,
  ListedField,
  ListedOperation,
  ParameterPlace,
  SentField,
} from "../../listed/listed-operation.js";
import { quoteOf } from "../../notes.js";
import type { Component } from "./components.js";

type Fields = Pick<ListedOperation, "parameters" | "body" | "answers">;

const places: readonly ParameterPlace[] = ["path", "query", "header", "cookie"];

/**
 * The fields that the components of a page list. A component without `required` is optional:
 * that is how the product shows it.
 */
export function listFields(lines: readonly string[], components: readonly Component[]): Fields {
  const parameters: SentField[] = [];
  const body: ListedField[] = [];
  const answered: ListedField[] = [];
  const examples: Component[] = [];
  const visit = (component: Component) => {
    const { name, attributes, children } = component;
    if (name === "ResponseExample") examples.push(component);
    const place = places.find((candidate) => attributes.has(candidate));
    const named = name === "ResponseField" ? "name" : (place ?? "body");
    const field = name.endsWith("Field") ? fieldOf(lines, component, named) : undefined;
    if (!field) for (const child of children) visit(child);
    else if (name === "ResponseField") answered.push(field);
    else if (place) parameters.push({ in: place, field, because: undefined });
    else body.push(field);
  };
  for (const component of components) visit(component);
  return { parameters, body, answers: answersOf(lines, answered, examples) };
}

function fieldOf(
  lines: readonly string[],
  { attributes, children, line, column }: Component,
  named: string,
): ListedField | undefined {
  const name = attributes.get(named)?.value;
  if (typeof name !== "string" || name.trim() === "") return undefined;
  const type = attributes.get("type")?.value;
  return {
    name: name.trim(),
    type: typeof type === "string" && type.trim() !== "" ? type.trim() : undefined,
    isRequired: isSet(attributes.get("required")?.value),
    default: attributes.get("default")?.value,
    isDeprecated: isSet(attributes.get("deprecated")?.value),
    members: children.flatMap((child) => membersOf(lines, child)),
    quote: quoteOf(lines, line, column),
  };
}

/** A flag alone, `{true}` or `"true"`. */
function isSet(value: unknown): boolean {
  return value === true || value === "true";
}

/** The members of a field are fields within it, whatever they are laid out in. */
function membersOf(lines: readonly string[], component: Component): ListedField[] {
  const { name, attributes, children } = component;
  const named = ["name", "body", ...places].find((attribute) => attributes.has(attribute));
  const field =
    name.endsWith("Field") && named !== undefined ? fieldOf(lines, component, named) : undefined;
  return field ? [field] : children.flatMap((child) => membersOf(lines, child));
}

/** The title of an example begins with its status: `200`, `200 - Success`. */
const status = /(?:^|\s)([1-5](?:\d\d|XX))(?=\s|$|[:-])/i;

/** The fields belong to the answer of success; examples show which other statuses there are. */
function answersOf(
  lines: readonly string[],
  fields: readonly ListedField[],
  examples: readonly Component[],
): readonly ListedAnswer[] {
  const shown = examples
    .flatMap(({ fences }) => fences)
    .map(({ info, text, line }) => {
      return {
        status: status.exec(info)?.[1]?.toUpperCase(),
        example: readJson(text)?.json,
        quote: quoteOf(lines, line),
      };
    });
  const named = shown.filter((each) => each.status !== undefined);
  const success = named.find((each) => each.status?.startsWith("2"));
  const unnamed = named.length === 0 ? shown[0] : undefined;
  const quote = fields[0]?.quote ?? unnamed?.quote;
  const whole: ListedAnswer[] =
    quote && !success ? [{ status: undefined, fields, example: unnamed?.example, quote }] : [];
  return [...whole, ...named.map((each) => ({ ...each, fields: each === success ? fields : [] }))];
}
