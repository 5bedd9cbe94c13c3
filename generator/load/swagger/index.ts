import type { Diagnostic } from "../../diagnostics/index.js";
import { isFields, refOf, resolveIn } from "../../openapi/index.js";
import type { Linked } from "../link-documents.js";
import { type MediaTypes, mediaTypesOf } from "./consumes-produces.js";
import { toBody } from "./convert-bodies.js";
import { toPathItem } from "./convert-operations.js";
import { toParameter } from "./convert-parameters.js";
import { toResponse } from "./convert-responses.js";
import { toSchema } from "./convert-schemas.js";
import { toSecurityScheme } from "./convert-security.js";
import { toServers } from "./convert-servers.js";
import { openapi3OnlyFields } from "./openapi3-only-fields.js";
import { child, childrenOf, type Node, objectOf, Translation, taken } from "./translation.js";

/**
 * The version that a Swagger 2.0 document becomes. 3.0 has the same draft of JSON Schema, with
 * boolean exclusive bounds, ignored siblings of `$ref`, and `nullable` for vendors' `x-nullable`.
 * In 3.1, these have another meaning.
 */
const openapi = "3.0.4";

/**
 * Converts a joined Swagger 2.0 document to the equivalent OpenAPI document, the only form that the
 * rest of the tool reads. Places and pointers stay those of the Swagger document.
 */
export function fromSwagger(linked: Linked): Linked {
  const translation = new Translation(linked.document, linked.place);
  const document = toDocument(translation);
  const written = (pointer: readonly string[]) => translation.originOf(document, pointer);
  const diagnostics = translation.diagnostics();
  const of = (severity: Diagnostic["severity"]) =>
    diagnostics.filter((each) => each.severity === severity);
  return {
    document,
    problems: [...linked.problems, ...of("error")],
    warnings: [...linked.warnings, ...of("warning")],
    missing: linked.missing,
    resolve: (ref) => resolveIn(document, ref),
    written,
    source: (pointer) => linked.source(written(pointer)),
    place: (pointer) => linked.place(written(pointer)),
    text: (pointer) => linked.text(written(pointer)),
  };
}

function toDocument(translation: Translation): Record<string, unknown> {
  const { root } = translation;
  translation.leaveOutLater(root, openapi3OnlyFields.document);
  const shared = mediaTypesOf(root, translation);
  return objectOf([
    ["openapi", openapi],
    ...taken(root, ["info", "tags", "externalDocs", "security"]),
    ["servers", toServers(child(root, "schemes"), translation)],
    ["paths", toPaths(child(root, "paths"), shared, translation)],
    ["components", toComponents(root, shared, translation)],
  ]);
}

function toPaths(node: Node, shared: MediaTypes, translation: Translation): unknown {
  if (!isFields(node.value)) return node.value;
  return objectOf(
    childrenOf(node).map(([path, item]) => [path, toPathItem(item, shared, translation)] as const),
  );
}

/**
 * The sections that references lead to. A shared form field has no section in OpenAPI 3, and is
 * copied into each form.
 */
function toComponents(
  root: Node,
  shared: MediaTypes,
  translation: Translation,
): object | undefined {
  const section = (
    from: string,
    to: string,
    make: (each: Node) => unknown,
    isOf: (each: Node) => boolean = () => true,
  ): [string, unknown] => {
    const node = child(root, from);
    const entries = childrenOf(node).filter(([, each]) => isOf(each));
    const made = entries.map(([name, each]): [string, unknown] => {
      const ref = refOf(each.value);
      const alias = ref?.replace(`#/${from}/`, `#/components/${to}/`);
      return [name, alias === undefined ? make(each) : translation.from(each, { $ref: alias })];
    });
    return [to, made.length > 0 ? translation.from(node, objectOf(made)) : undefined];
  };
  const placeOf = (node: Node) => child(translation.resolved(node) ?? node, "in").value;
  const components = objectOf([
    section("definitions", "schemas", (node) => toSchema(node, translation)),
    section("responses", "responses", (node) => toResponse(node, shared, translation)),
    section(
      "parameters",
      "parameters",
      (node) => toParameter(node, translation),
      (node) => !/^(body|formData)$/.test(String(placeOf(node))),
    ),
    section(
      "parameters",
      "requestBodies",
      (node) => toBody(node, shared, translation),
      (node) => placeOf(node) === "body",
    ),
    section("securityDefinitions", "securitySchemes", (node) =>
      toSecurityScheme(node, translation),
    ),
  ]);
  return Object.keys(components).length > 0 ? components : undefined;
}
