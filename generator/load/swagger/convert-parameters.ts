import { refOf } from "../../openapi/index.js";
import { isFileType, toReference } from "./convert-schemas.js";
import { toSimpleValue, type ValueLocation } from "./convert-values.js";
import { openapi3OnlyFields } from "./openapi3-only-fields.js";
import {
  child,
  childrenOf,
  itemsOf,
  type Node,
  objectOf,
  type Translation,
  taken,
} from "./translation.js";

/** A parameter as listed, and its final target. */
export interface ListedParameter {
  /** A reference, or the parameter itself. */
  readonly written: Node;
  readonly node: Node;
  readonly in: string | undefined;
  readonly name: string | undefined;
}

/** The parameters of an operation or a path, in the order of the document. */
export function listParameters(owner: Node, translation: Translation): ListedParameter[] {
  return itemsOf(child(owner, "parameters")).map((written) => {
    // An unresolved reference was reported, and stays.
    const node = translation.resolved(written) ?? written;
    const [place, name] = [child(node, "in").value, child(node, "name").value];
    return {
      written,
      node,
      in: typeof place === "string" ? place : undefined,
      name: typeof name === "string" ? name : undefined,
    };
  });
}

/** Whether it is part of OpenAPI 3's request body. */
export function isOfBody({ in: place }: ListedParameter): boolean {
  return place === "body" || place === "formData";
}

/** Converts a parameter that is not part of a body; a reference stays a reference. */
export function toParameter(node: Node, translation: Translation): object {
  const ref = refOf(node.value);
  if (ref !== undefined) return translation.from(node, { $ref: toReference(ref) });
  const place = child(node, "in").value;
  const what = nameOf(node);
  if (isFileType(node.value)) {
    translation.wrongShape(
      child(node, "type"),
      "string, number, integer, boolean or array (only forms accept files)",
      `the type of ${what}`,
    );
  }
  leaveOutCredential(node, translation);
  translation.leaveOutLater(node, openapi3OnlyFields.parameter);
  const fields = ["name", "in", "description", "required", "allowEmptyValue", "deprecated"];
  const { schema, style, explode } = toSimpleValue(node, carrierOf(place), what, translation);
  return translation.from(
    node,
    objectOf([
      ...taken(node, fields).filter(([name]) => !isTakenElsewhere(name)),
      ...examplesOf(node),
      ["schema", schema],
      ["style", style],
      ["explode", explode],
    ]),
  );
}

function carrierOf(place: unknown): ValueLocation {
  return place === "path" || place === "header" ? place : "query";
}

/** The name of a parameter in messages. */
export function nameOf(node: Node): string {
  return `parameter "${String(child(node, "name").value)}"`;
}

/** Extensions that have a field in OpenAPI 3. */
export function isTakenElsewhere(name: string): boolean {
  return /^x-(examples?|(is-?)?nullable)$/i.test(name);
}

/** `x-example` is one value, and `x-examples` has several by name, as vendors write them. */
function examplesOf(node: Node): [string, unknown][] {
  const examples = child(node, "x-examples");
  const entries = childrenOf(examples).map(([name, { value }]) => [name, { value }] as const);
  return [
    ["example", child(node, "x-example").value],
    ["examples", entries.length > 0 ? objectOf(entries) : undefined],
  ];
}

/** OpenAPI 3 says to ignore such a parameter; Swagger 2.0 does not, so authors may rely on it. */
function leaveOutCredential(node: Node, translation: Translation): void {
  const name = child(node, "name").value;
  if (child(node, "in").value !== "header" || typeof name !== "string") return;
  const why: Readonly<Record<string, string>> = {
    authorization: "if you declare it under `securityDefinitions`, the client has an option for it",
    accept: "the client sends what `produces` lists",
    "content-type": "the client sends what `consumes` lists",
  };
  const reason = Object.hasOwn(why, name.toLowerCase()) ? why[name.toLowerCase()] : undefined;
  if (reason !== undefined) translation.leaveOutOnce(node, `header parameter "${name}"`, reason);
}
