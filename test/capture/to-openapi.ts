import type { Member, Operation, Value } from "./model.js";

type Schema = Readonly<Record<string, unknown>>;

/** The Operation Object behind a page; objects below `levels` are left out. */
export function toOpenApi({ path, query, header, body, answers }: Operation, levels: number) {
  const inPath = path.filter((segment) => segment.startsWith("{"));
  const content = (value: Value) => {
    return { content: { "application/json": { schema: schemaOf(value, 0, levels) } } };
  };
  const parameters = (place: string, members: readonly Member[]) =>
    members.map(({ name, isRequired, value }) => {
      return { name, in: place, required: isRequired, schema: schemaOf(value, 1, levels) };
    });
  return {
    parameters: [
      ...inPath.map((segment) => ({
        name: segment.slice(1, -1),
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
      ...parameters("query", query),
      ...parameters("header", header),
    ],
    ...(body && { requestBody: content(body) }),
    responses: Object.fromEntries(answers.map((answer) => [answer.status, content(answer.body)])),
  };
}

function schemaOf(value: Value, level: number, levels: number): Schema {
  switch (value.kind) {
    case "scalar":
      return {
        type: value.isNullable ? [value.type, "null"] : value.type,
        ...value.limits,
        ...(value.format !== undefined && { format: value.format }),
      };
    case "enum":
      return { type: "string", enum: value.values };
    case "list":
      return { type: "array", items: schemaOf(value.item, level, levels), ...value.limits };
    case "union":
      return {
        [value.keyword]: value.forms.map(({ title, value: form }) => {
          return { ...(title !== undefined && { title }), ...schemaOf(form, level, levels) };
        }),
      };
    case "object":
      return {
        type: "object",
        ...(level < levels && {
          properties: Object.fromEntries(
            value.members.map((one) => [one.name, schemaOf(one.value, level + 1, levels)]),
          ),
          required: value.members.filter((one) => one.isRequired).map((one) => one.name),
          ...(value.hasMore && { additionalProperties: { type: "string" } }),
        }),
      };
  }
}
