import { diagnose } from "../../diagnostics/index.js";
import { must } from "../../narrowing.js";
import { isFields, refOf } from "../../openapi/index.js";
import {
  formOf,
  isSameList,
  type MediaTypes,
  multipart,
  orUsual,
  urlencoded,
} from "./consumes-produces.js";
import { isTakenElsewhere, type ListedParameter, nameOf } from "./convert-parameters.js";
import { isFileType, toSchema } from "./convert-schemas.js";
import { toSimpleValue } from "./convert-values.js";
import { child, type Fields, type Node, objectOf, type Translation, taken } from "./translation.js";

/** Everything that is needed to convert bodies. */
interface BodyContext {
  readonly translation: Translation;
  /** The media types of the document, which shared bodies have. */
  readonly shared: MediaTypes;
  readonly own: MediaTypes;
  /** The operation's own `consumes`; undefined if the document's applies. */
  readonly listed: Node | undefined;
}

/**
 * The request body that `in: body` and `in: formData` parameters form together; undefined if there
 * are none.
 */
export function toRequestBody(
  parameters: readonly ListedParameter[],
  given: BodyContext,
): object | undefined {
  const bodies = parameters.filter((parameter) => parameter.in === "body");
  const fields = parameters.filter((parameter) => parameter.in === "formData");
  const [body] = bodies;
  const second = bodies[1] ?? (body && fields[0]);
  if (second) {
    given.translation.report(
      second.written,
      diagnose("body-twice", {
        first: (body as ListedParameter).name ?? "",
        second: second.name ?? "",
      }),
    );
  }
  if (body) return ofBody(body, given);
  return fields.length > 0 ? ofForm(fields, given) : undefined;
}

/** Converts an `in: body` parameter to a request body; its name has no meaning. */
export function toBody(node: Node, types: MediaTypes, translation: Translation): object {
  const example = child(node, "x-example").value;
  const byType = child(node, "x-examples");
  // Only a body has a `schema`; some authors put the schema's keywords into the parameter itself.
  const schema = child(node, "schema");
  const made = isFields(schema.value)
    ? toSchema(schema, translation)
    : toSchema(node, translation, (field) => /^(type|format|items|properties|enum)$/.test(field));
  const content = orUsual(types.consumes, isFileType(schema.value)).map((type) => {
    const fields = { schema: made, example: child(byType, type).value ?? example };
    return [type, translation.from(node, objectOf(Object.entries(fields)))] as const;
  });
  return translation.from(
    node,
    objectOf([
      ...taken(node, ["description", "required"]).filter(([name]) => !isTakenElsewhere(name)),
      ["content", translation.from(node, objectOf(content))],
    ]),
  );
}

function ofBody(
  { written, node }: ListedParameter,
  { translation, shared, own }: BodyContext,
): object {
  const name = sharedName(written);
  if (name === undefined || !isSameList(shared.consumes, own.consumes)) {
    return toBody(node, own, translation);
  }
  return translation.from(written, { $ref: `#/components/requestBodies/${name}` });
}

/** The name of a shared parameter that a reference leads to. */
function sharedName(written: Node): string | undefined {
  const start = "#/parameters/";
  const ref = refOf(written.value);
  return ref?.startsWith(start) ? ref.slice(start.length) : undefined;
}

function ofForm(
  fields: readonly ListedParameter[],
  { translation, own, listed }: BodyContext,
): object {
  const byName = new Map(fields.map((field) => [field.name ?? "", field.node]));
  const nodes = [...byName.values()];
  const first = must(nodes[0], "a form has a field");
  const content = formsOf(nodes, own, listed, translation).map(
    (type) => [type, translation.from(first, toForm(byName, type, translation))] as const,
  );
  const isRequired = nodes.some((node) => child(node, "required").value === true);
  return translation.from(
    first,
    objectOf([
      ["required", isRequired || undefined],
      ["content", translation.from(first, objectOf(content))],
    ]),
  );
}

/** The media types of a form: those of `consumes` that are forms. Only one kind accepts files. */
function formsOf(
  nodes: readonly Node[],
  { consumes }: MediaTypes,
  listed: Node | undefined,
  translation: Translation,
): string[] {
  const hasFile = nodes.some(
    (node) => isFileType(node.value) || isFileType(child(node, "items").value),
  );
  const forms = consumes.filter((type) => formOf(type) !== undefined);
  // The document's `consumes` may be meant for other operations, so only the operation's own list
  // is reported.
  if (listed) {
    for (const [index, type] of consumes.entries()) {
      if (formOf(type) !== undefined || /^(\*|multipart)\/\*$/.test(type)) continue;
      const why = "a body of `in: formData` parameters is a form";
      translation.reportUnsupported(child(listed, index), `\`${type}\` of \`consumes\``, why);
    }
  }
  if (hasFile) {
    const takers = forms.filter((type) => formOf(type) === multipart);
    return takers.length > 0 ? takers : [multipart];
  }
  return forms.length > 0 ? forms : [urlencoded];
}

function toForm(byName: ReadonlyMap<string, Node>, type: string, translation: Translation): Fields {
  const carrier = formOf(type) === multipart ? "multipart" : "urlencoded";
  const encoding: [string, unknown][] = [];
  const properties = [...byName].map(([name, node]) => {
    const { schema, style, explode } = toSimpleValue(node, carrier, nameOf(node), translation);
    if (style !== undefined || explode !== undefined) {
      encoding.push([
        name,
        translation.from(
          node,
          objectOf([
            ["style", style],
            ["explode", explode],
          ]),
        ),
      ]);
    }
    const made = objectOf([
      ...Object.entries(schema as Fields),
      ...taken(node, ["description"]).filter(([field]) => !isTakenElsewhere(field)),
      ["example", child(node, "x-example").value],
    ]);
    return [name, translation.from(node, made)] as const;
  });
  const required = [...byName].filter(([, node]) => child(node, "required").value === true);
  return objectOf([
    [
      "schema",
      objectOf([
        ["type", "object"],
        ["properties", objectOf(properties)],
        ["required", required.length > 0 ? required.map(([name]) => name) : undefined],
      ]),
    ],
    ["encoding", encoding.length > 0 ? objectOf(encoding) : undefined],
  ]);
}
