import { type Fields, fieldsOf, listOf, type Pointer, valueAt } from "../../openapi/index.js";
import { addMark } from "../notes.js";
import { isAuthorization, suggestScheme } from "../security-schemes.js";
import type { Context } from "./conversion-context.js";
import { convertScheme, convertSecurity } from "./convert-scheme.js";
import type { Fragment } from "./read-operation.js";

/** The requirements of an operation, and those of their schemes that the fragment lacks. */
interface Security {
  /** Undefined if the page does not say. */
  readonly security: readonly Fields[] | undefined;
  /** In the form of a Components Object. */
  readonly schemes: Fields;
}

/**
 * The operation's own requirements, or those of the document. The editor writes an empty list where
 * nobody has chosen a scheme, so a parameter `Authorization` says more than that.
 */
export function readSecurity(fragment: Fragment, from: Pointer, context: Context): Security {
  const stated = statedSecurity(fragment, from, context);
  const suggested =
    stated === undefined || stated.length === 0
      ? suggestedSecurity(fragment.document, from, context)
      : undefined;
  return suggested ?? { security: stated, schemes: {} };
}

function statedSecurity(
  { document }: Fragment,
  from: Pointer,
  context: Context,
): readonly Fields[] | undefined {
  const own = fieldsOf(valueAt(document, from))["security"];
  const at = own === undefined ? ["security"] : [...from, "security"];
  const schemes = fieldsOf(fieldsOf(document["components"])["securitySchemes"]);
  const read = convertSecurity(
    own ?? document["security"],
    (name) =>
      convertScheme(fieldsOf(schemes[name])) && context.componentName("securitySchemes", name),
  );
  if (!read) return undefined;
  for (const name of read.unknown) {
    const because = `the page does not say what the security scheme "${name}" is`;
    addMark(context.notes, ["security"], "ambiguous", because, context.quote(at));
  }
  return read.security.length > 0 || read.unknown.length === 0 ? read.security : undefined;
}

function suggestedSecurity(
  document: Fields,
  from: Pointer,
  context: Context,
): Security | undefined {
  for (const holder of [from, from.slice(0, 2)]) {
    const list = [...holder, "parameters"];
    const parameters = listOf(valueAt(document, list)).map(fieldsOf);
    const index = parameters.findIndex((each) => isAuthorization(each["in"], each["name"]));
    const parameter = parameters[index];
    if (!parameter) continue;
    const { name, scheme, because } = suggestScheme({
      values: valuesOf(parameter),
      description: parameter["description"],
    });
    for (const at of [["security"], ["#", "components", "securitySchemes", name]]) {
      addMark(context.notes, at, "derived", because, context.quote([...list, String(index)]));
    }
    return { security: [{ [name]: [] }], schemes: { securitySchemes: { [name]: scheme } } };
  }
  return undefined;
}

/** What shows the form of a parameter's value. */
function valuesOf(parameter: Fields): unknown[] {
  const named = Object.values(fieldsOf(parameter["examples"])).map(
    (each) => fieldsOf(each)["value"],
  );
  const schema = fieldsOf(parameter["schema"]);
  const { example, examples, default: assumed, pattern, enum: values } = schema;
  return [
    parameter["example"],
    ...named,
    example,
    ...listOf(examples),
    assumed,
    pattern,
    ...listOf(values),
  ];
}
