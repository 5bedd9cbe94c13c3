import { fc } from "../../support/random.js";

/** What a field holds; a list holds objects. */
export type Kind =
  | { readonly is: "text" | "count" | "flag" }
  | { readonly is: "enum"; values: string[] }
  | { readonly is: "object" | "list"; fields: Field[] };

export interface Field {
  name: string;
  required: boolean;
  kind: Kind;
}

export interface Operation {
  readonly name: string;
  readonly path: string;
  readonly query: Field[];
  /** Without one it is a GET, otherwise a POST. */
  readonly body: Field[] | undefined;
  readonly answer: Field[];
  /** Whether the answer's schema is a component of its own. */
  readonly isNamed: boolean;
}

export const operationNames = ["widgets", "parcels", "tickets"];

const scalar: fc.Arbitrary<Kind> = fc.oneof(
  fc.constantFrom<Kind>({ is: "text" }, { is: "count" }, { is: "flag" }),
  fc.constant<Kind>({ is: "enum", values: [] }),
);
const fieldOf = (kind: fc.Arbitrary<Kind>): fc.Arbitrary<Field> =>
  fc.record({ name: fc.constant(""), required: fc.boolean(), kind });
const fieldsOf = (kind: fc.Arbitrary<Kind>, least: number, most: number) =>
  fc.array(fieldOf(kind), { minLength: least, maxLength: most });
const objectOf = (is: "object" | "list"): fc.Arbitrary<Kind> =>
  fc.record({ is: fc.constant(is), fields: fieldsOf(scalar, 1, 3) });

/** An API of random operations; every field and every value has a name that nothing else has. */
export const operations: fc.Arbitrary<Operation[]> = fc
  .array(
    fc.record({
      query: fieldsOf(scalar, 0, 3),
      body: fc.option(fc.tuple(fieldsOf(scalar, 1, 3), fc.option(fieldOf(objectOf("object")))), {
        nil: undefined,
      }),
      answer: fc.tuple(
        fieldsOf(scalar, 2, 4),
        fieldOf(objectOf("object")),
        fieldOf(objectOf("list")),
      ),
      isNamed: fc.boolean(),
    }),
    { minLength: 3, maxLength: 3 },
  )
  .map((made) => {
    let count = 0;
    const named = (fields: readonly Field[]): Field[] =>
      fields.map(({ required, kind }) => {
        const name = `f${count++}`;
        if (kind.is === "enum")
          return {
            name,
            required,
            kind: { is: "enum", values: ["a", "b", "c"].map((end) => `v${count}${end}`) },
          };
        return {
          ...{ name, required },
          kind: "fields" in kind ? { is: kind.is, fields: named(kind.fields) } : kind,
        };
      });
    return made.map(({ query, body, answer, isNamed }, index): Operation => {
      const name = operationNames[index] ?? "";
      const [own, inner] = body ?? [];
      return {
        ...{ name, path: `/${name}`, query: named(query), isNamed },
        body: own && named([...own, ...(inner ? [inner] : [])]),
        answer: named(answer.flat()),
      };
    });
  });

/** What the schema of an answer is called, if it is a component. */
export const answerType = ({ name }: Operation) =>
  `${name[0]?.toUpperCase()}${name.slice(1)}Answer`;

/** The document of an API. */
export function specOf(api: readonly Operation[]): string {
  const schemas: Record<string, unknown> = {};
  const paths = Object.fromEntries(
    api.map((each) => {
      const { name, path, query, body, answer, isNamed } = each;
      const type = answerType(each);
      if (isNamed) schemas[type] = objectSchema(answer);
      const operation = {
        operationId: `find_${name}`,
        "x-client": { method: "find" },
        tags: [name],
        parameters: query.map(({ name: own, required, kind }) => ({
          ...{ name: own, in: "query", required },
          schema: schemaOf(kind),
        })),
        ...(body && {
          requestBody: {
            required: true,
            content: { "application/json": { schema: objectSchema(body) } },
          },
        }),
        responses: {
          200: {
            description: "Found.",
            content: {
              "application/json": {
                schema: isNamed ? { $ref: `#/components/schemas/${type}` } : objectSchema(answer),
              },
            },
          },
        },
      };
      return [path, { [body ? "post" : "get"]: operation }];
    }),
  );
  const info = { title: "Random", version: "1" };
  const servers = [{ url: "https://random.example" }];
  return JSON.stringify(
    { openapi: "3.1.0", info, servers, paths, components: { schemas } },
    null,
    1,
  );
}

function objectSchema(fields: readonly Field[]): object {
  const required = fields.filter((each) => each.required).map(({ name }) => name);
  return {
    type: "object",
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(fields.map(({ name, kind }) => [name, schemaOf(kind)])),
  };
}

const types = { text: "string", count: "integer", flag: "boolean" };

function schemaOf(kind: Kind): object {
  if (kind.is === "enum") return { type: "string", enum: kind.values };
  if (kind.is === "object") return objectSchema(kind.fields);
  if (kind.is === "list") return { type: "array", items: objectSchema(kind.fields) };
  return { type: types[kind.is] };
}
