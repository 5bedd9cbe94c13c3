import { must } from "../../../../narrowing.js";
import type { Fields } from "../../../../openapi/index.js";
import { fitParameters, type ListedParameter, withPlaceholders } from "../../../endpoint-path.js";
import { type FieldTree, nest } from "./nest-fields.js";
import type { Builder } from "./operation-builder.js";
import type { Field } from "./page-field.js";
import { readFields } from "./page-fields.js";
import type { Line } from "./page-lines.js";
import { fieldSchema } from "./page-schema.js";
import type { Part } from "./page-sections.js";

/** Every parameter that the page lists, also those that OpenAPI ignores. */
export interface ListedField extends ListedParameter {
  readonly tree: FieldTree;
}

export function listParameters(parts: readonly Part[]): ListedField[] {
  return parts
    .filter(({ kind }) => kind !== "authorization" && kind !== "body")
    .flatMap(({ kind, lines }) =>
      nest(readFields(lines).fields, undefined).map((tree) => ({ tree, in: kind })),
    )
    .map(({ tree, in: place }, index) => {
      return { tree, index, parameter: { name: tree.field.name, in: place } };
    });
}

export function readParameters(
  listed: readonly ListedField[],
  path: { readonly template: string; readonly line: Line },
  builder: Builder,
): readonly Fields[] {
  const place = { template: path.template, quote: builder.quote(path.line) };
  const quote = ({ index }: ListedParameter) =>
    builder.quote(listed[index]?.tree.field.line ?? path.line);
  const parameters = fitParameters(listed, place, quote, builder.notes).map(
    ({ parameter, index }, position) => {
      const { tree } = must(listed[index], "parameters are fitted from the list");
      return parameterOf(parameter, tree, ["parameters", String(position)], builder);
    },
  );
  return withPlaceholders(parameters, place, builder.notes);
}

function parameterOf(
  parameter: Fields,
  tree: FieldTree,
  at: readonly string[],
  builder: Builder,
): Fields {
  const { field } = tree;
  const { description, ...schema } = fieldSchema(tree, [...at, "schema"], builder);
  builder.place(at, builder.quote(field.line));
  if (tree.ambiguity !== undefined) builder.mark(at, "ambiguous", tree.ambiguity, field.line);
  return {
    ...parameter,
    ...(description !== undefined && { description }),
    ...requiredOf(field, parameter["in"] === "path", at, builder),
    schema,
  };
}

function requiredOf(
  field: Field,
  isInPath: boolean,
  at: readonly string[],
  builder: Builder,
): Fields {
  if (isInPath || field.isRequired) return { required: true };
  if (field.isRequired === undefined) {
    const because = "the page does not say whether it is required";
    builder.mark([...at, "required"], "ambiguous", because, field.line);
  }
  return {};
}
