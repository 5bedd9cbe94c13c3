/** Two versions of a document whose comparison takes long if each thing is compared with each. */
export interface HostileVersions {
  readonly name: string;
  /** The number of things for which the time is measured. */
  readonly count: number;
  readonly make: (count: number) => readonly [object, object];
}

type Schemas = Record<string, object>;

function versions(
  schemaOf: (isNew: boolean) => object,
  componentsOf = (_: boolean): Schemas => ({}),
) {
  return [false, true].map((isNew) => {
    const content = { "application/json": { schema: schemaOf(isNew) } };
    return {
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: {
        "/a": {
          post: {
            operationId: "a",
            requestBody: { content },
            responses: { 200: { description: "A", content } },
          },
        },
      },
      components: { schemas: componentsOf(isNew) },
    };
  }) as unknown as readonly [object, object];
}

const text = { type: "string" };
const each = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const union = (count: number, make: (index: number, isNew: boolean) => object) =>
  versions((isNew) => ({ oneOf: each(count, (index) => make(index, isNew)) }));

/** Unions of changed variants, each with other means to tell which is which. */
export const hostileUnions: readonly HostileVersions[] = [
  {
    name: "changed variants with one name in common",
    count: 1500,
    make: (count) =>
      union(count, (index, isNew) => ({
        type: "object",
        required: ["id"],
        properties: {
          id: text,
          [`p${index}`]: { type: isNew ? "integer" : "string" },
          [`q${index}`]: text,
        },
      })),
  },
  {
    name: "changed variants with a constant",
    count: 1500,
    make: (count) =>
      union(count, (index, isNew) => ({
        type: "object",
        required: ["kind"],
        properties: { kind: { const: `k${index}` }, p: { type: isNew ? "integer" : "string" } },
      })),
  },
  {
    name: "changed variants with patterns, of which nothing can be told",
    count: 1500,
    make: (count) =>
      union(count, (index, isNew) => ({
        type: "object",
        required: ["a"],
        properties: {
          a: { type: "string", pattern: `^${index}` },
          [`p${index}`]: { type: isNew ? "integer" : "string" },
        },
      })),
  },
  {
    name: "variants of which none stays",
    count: 1500,
    make: (count) =>
      union(count, (index, isNew) => ({
        type: "object",
        properties: { [`${isNew ? "x" : "p"}${index}`]: text },
      })),
  },
  {
    name: "components that are all renamed and changed",
    count: 1500,
    make: (count) => {
      const named = (isNew: boolean): [string, object][] =>
        each(count, (index) => {
          const z = { type: isNew ? "integer" : "string" };
          const variant = { type: "object", properties: { [`p${index}`]: text, z } };
          return [`${isNew ? "New" : "Old"}${index}`, variant];
        });
      return versions(
        (isNew) => ({
          oneOf: named(isNew).map(([name]) => ({ $ref: `#/components/schemas/${name}` })),
        }),
        (isNew) => Object.fromEntries(named(isNew)),
      );
    },
  },
  {
    name: "subtypes that all change",
    count: 1500,
    make: (count) =>
      versions(
        () => ({ $ref: "#/components/schemas/Base" }),
        (isNew) => ({
          Base: {
            type: "object",
            required: ["kind"],
            properties: { kind: text },
            discriminator: { propertyName: "kind" },
          },
          ...Object.fromEntries(
            each(count, (index) => [
              `S${index}`,
              {
                allOf: [
                  { $ref: "#/components/schemas/Base" },
                  { type: "object", properties: { p: { type: isNew ? "integer" : "string" } } },
                ],
              },
            ]),
          ),
        }),
      ),
  },
];

const renamed = (count: number, before: (index: number) => string, after: typeof before) =>
  versions((isNew) => ({
    type: "object",
    properties: Object.fromEntries(each(count, (index) => [(isNew ? after : before)(index), text])),
  }));

/** Objects whose properties all have new names. */
export const hostileRenames: readonly HostileVersions[] = [
  {
    name: "properties with other names",
    count: 5000,
    make: (count) =>
      renamed(
        count,
        (index) => `property_${index}`,
        (index) => `renamed_${index}`,
      ),
  },
  {
    name: "properties with similar names",
    count: 5000,
    make: (count) =>
      renamed(
        count,
        (index) => `property_${index}_old`,
        (index) => `property_${index}_new`,
      ),
  },
  {
    name: "properties that are spelled otherwise",
    count: 5000,
    make: (count) =>
      renamed(
        count,
        (index) => `property_${index}`,
        (index) => `property${index}`,
      ),
  },
];
