import { isFields, methodOfField } from "../../openapi/index.js";
import { isSameList, type MediaTypes, mediaTypesOf } from "./consumes-produces.js";
import { toRequestBody } from "./convert-bodies.js";
import {
  isOfBody,
  type ListedParameter,
  listParameters,
  toParameter,
} from "./convert-parameters.js";
import { toResponses } from "./convert-responses.js";
import { toServers } from "./convert-servers.js";
import { openapi3OnlyFields } from "./openapi3-only-fields.js";
import { child, childrenOf, type Node, objectOf, type Translation, taken } from "./translation.js";

/**
 * Converts a path with its operations. Its body parameters become part of the body of each
 * operation.
 */
export function toPathItem(node: Node, shared: MediaTypes, translation: Translation): unknown {
  if (!isFields(node.value)) return node.value;
  translation.leaveOutLater(node, openapi3OnlyFields.pathItem);
  const parameters = listParameters(node, translation);
  const ofBody = parameters.filter(isOfBody);
  const operations = childrenOf(node).flatMap(([method, operation]): [string, unknown][] => {
    if (!methodOfField(method)?.versions.includes("2.0")) return [];
    return [[method, toOperation(operation, ofBody, shared, translation)]];
  });
  return translation.from(
    node,
    objectOf([
      ...taken(node, []),
      ["parameters", toParameters(parameters, translation)],
      ...operations,
    ]),
  );
}

const sameFields = [
  ...["tags", "summary", "description", "externalDocs"],
  ...["operationId", "deprecated", "security"],
];

function toOperation(
  node: Node,
  ofPath: readonly ListedParameter[],
  shared: MediaTypes,
  translation: Translation,
): unknown {
  if (!isFields(node.value)) return node.value;
  translation.leaveOutLater(node, openapi3OnlyFields.operation);
  const own = mediaTypesOf(node, translation, shared);
  const parameters = listParameters(node, translation);
  const consumes = child(node, "consumes");
  const body = toRequestBody(withoutOverridden(ofPath, parameters), {
    translation,
    shared,
    own,
    listed: consumes.value === undefined ? undefined : consumes,
  });
  return translation.from(
    node,
    objectOf([
      ...taken(node, sameFields),
      ["servers", toOwnServers(child(node, "schemes"), translation)],
      ["parameters", toParameters(parameters, translation)],
      ["requestBody", body],
      ["responses", toResponses(child(node, "responses"), shared, own, translation)],
    ]),
  );
}

function toParameters(parameters: readonly ListedParameter[], translation: Translation): unknown {
  const others = parameters.filter((parameter) => !isOfBody(parameter));
  return others.length > 0
    ? others.map(({ written }) => toParameter(written, translation))
    : undefined;
}

/**
 * The parameters of the operation, after those of its path that it does not override by name and
 * location.
 */
function withoutOverridden(
  ofPath: readonly ListedParameter[],
  own: readonly ListedParameter[],
): ListedParameter[] {
  const isSame = (a: ListedParameter, b: ListedParameter) => a.in === b.in && a.name === b.name;
  return [...ofPath.filter((one) => !own.some((other) => isSame(one, other))), ...own];
}

/** Undefined if the operation has the same servers as the others. */
function toOwnServers(schemes: Node, translation: Translation): unknown {
  const [own, shared] = [schemes, child(translation.root, "schemes")].map((node) =>
    [...translation.texts(node)].sort(),
  ) as [string[], string[]];
  const hasHost = child(translation.root, "host").value !== undefined;
  if (own.length === 0 || isSameList(own, shared) || !hasHost) return undefined;
  return toServers(schemes, translation);
}
