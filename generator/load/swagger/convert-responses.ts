import { isFields, refOf } from "../../openapi/index.js";
import { isJson, isSameList, type MediaTypes, orUsual } from "./consumes-produces.js";
import { isTakenElsewhere } from "./convert-parameters.js";
import { isFileType, toReference, toSchema } from "./convert-schemas.js";
import { toSimpleValue } from "./convert-values.js";
import { openapi3OnlyFields } from "./openapi3-only-fields.js";
import { child, childrenOf, type Node, objectOf, type Translation, taken } from "./translation.js";

/**
 * Converts the responses of an operation. A referenced response is inlined if the operation has its
 * own `produces`, because its media types then differ.
 */
export function toResponses(
  node: Node,
  shared: MediaTypes,
  own: MediaTypes,
  translation: Translation,
): unknown {
  if (!isFields(node.value)) return node.value;
  const isSame = isSameList(shared.produces, own.produces);
  const entries = childrenOf(node).map(([status, written]): [string, unknown] => {
    const response = translation.resolved(written);
    const ref = refOf(written.value);
    const isShared = isSame || !response || child(response, "schema").value === undefined;
    if (ref !== undefined && isShared) {
      return [status, translation.from(written, { $ref: toReference(ref) })];
    }
    return [status, toResponse(response ?? written, own, translation)];
  });
  return objectOf(entries);
}

/** Converts a response; one without a schema has no body, whatever `produces` lists. */
export function toResponse(node: Node, types: MediaTypes, translation: Translation): unknown {
  if (!isFields(node.value)) return node.value;
  translation.leaveOutLater(node, openapi3OnlyFields.response);
  const headers = child(node, "headers");
  return translation.from(
    node,
    objectOf([
      ...taken(node, ["description"]),
      ["headers", isFields(headers.value) ? toHeaders(headers, translation) : headers.value],
      ["content", toContent(node, types, translation)],
    ]),
  );
}

function toContent(node: Node, { produces }: MediaTypes, translation: Translation): unknown {
  const schema = child(node, "schema");
  if (schema.value === undefined) return undefined;
  const made = toSchema(schema, translation);
  const isFile = isFileType(translation.resolved(schema)?.value);
  const types = isFile ? fileTypesOf(produces) : orUsual(produces, false);
  const examples = child(node, "examples");
  return translation.from(
    node,
    objectOf(
      types.map((type) => {
        const example = child(examples, type);
        const media = objectOf([
          ["schema", made],
          ["example", example.value],
        ]);
        return [type, translation.from(node, media)] as const;
      }),
    ),
  );
}

/**
 * The media types of a file. `produces` also covers the errors of an operation, which are the JSON
 * in it; if there is no other type, a file may have any.
 */
function fileTypesOf(produces: readonly string[]): readonly string[] {
  const others = produces.filter((type) => !isJson(type));
  return others.length > 0 ? others : ["*/*"];
}

function toHeaders(node: Node, translation: Translation): object {
  return translation.from(
    node,
    objectOf(
      childrenOf(node).map(([name, header]) => {
        if (!isFields(header.value)) return [name, header.value] as const;
        const { schema } = toSimpleValue(header, "header", `header "${name}"`, translation);
        const fields = taken(header, ["description"]).filter(([field]) => !isTakenElsewhere(field));
        return [name, translation.from(header, objectOf([...fields, ["schema", schema]]))] as const;
      }),
    ),
  );
}
