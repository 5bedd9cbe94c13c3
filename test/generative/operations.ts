import { fc } from "../support/random.js";
import {
  type Component,
  componentsOf,
  hostileNames,
  objects,
  type Schema,
  type Shape,
  shapes,
  singles,
  texts,
  type Version,
} from "./shapes.js";

export type Place = "path" | "query" | "header" | "cookie";

export interface MadeParameter {
  readonly name: string;
  readonly in: Place;
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** Whether the spec leaves style and explode to their defaults. */
  readonly isPlain: boolean;
  readonly allowReserved: boolean;
  readonly json: boolean;
  /** Described by a media type that is not JSON, and so text as it is. */
  readonly isText: boolean;
  readonly shape: Shape;
}

export interface MadeBody {
  readonly mediaType: string;
  readonly shape: Shape;
}

export interface MadeOperation {
  readonly method: string;
  readonly path: string;
  /** Stands behind the path in the document, and is not sent. */
  readonly fragment: string;
  readonly operationId: string | undefined;
  readonly tag: string | undefined;
  readonly parameters: readonly MadeParameter[];
  /** The media types that a body can have; empty if there is none. */
  readonly bodies: readonly MadeBody[];
  readonly status: number;
  readonly answers: readonly MadeBody[];
}

export interface MadeSpec {
  readonly version: Version;
  readonly operations: readonly MadeOperation[];
  readonly components: readonly Component[];
  readonly document: Readonly<Record<string, unknown>>;
}

/** Styles by place, and what each can write. */
const styles: readonly { in: Place; style: string; explode: boolean; takes: string }[] = [
  ...(["simple", "label", "matrix"] as const).flatMap((style) => [
    { in: "path" as const, style, explode: false, takes: "single list object" },
    { in: "path" as const, style, explode: true, takes: "single list object" },
  ]),
  { in: "query", style: "form", explode: true, takes: "single list object" },
  { in: "query", style: "form", explode: false, takes: "single list object" },
  { in: "query", style: "spaceDelimited", explode: false, takes: "list" },
  { in: "query", style: "pipeDelimited", explode: false, takes: "list" },
  { in: "query", style: "deepObject", explode: true, takes: "object" },
  { in: "header", style: "simple", explode: false, takes: "single list object" },
  { in: "header", style: "simple", explode: true, takes: "single list object" },
  { in: "cookie", style: "form", explode: true, takes: "single" },
  { in: "cookie", style: "form", explode: false, takes: "single list" },
];

const tokens = ["X-Id", "x-trace", "if-match", "a", "sess", "constructor", "toString"];

function parameters(place: Place): fc.Arbitrary<MadeParameter> {
  const style = fc.constantFrom(...styles.filter((each) => each.in === place));
  return fc
    .record({
      style,
      name: fc.constantFrom(...(place === "header" || place === "cookie" ? tokens : hostileNames)),
      kind: fc.constantFrom("single", "list", "object", "json", "text"),
      required: fc.boolean(),
      isDefault: fc.boolean(),
      allowReserved: fc.boolean(),
    })
    .chain(({ style: made, name, kind, required, isDefault, allowReserved }) => {
      const isText = kind === "text";
      const style = isText ? (styles.find((each) => each.in === place) ?? made) : made;
      const json = kind === "json" && place !== "header" && place !== "cookie";
      const isTaken = style.takes.split(" ").includes(kind);
      const fit = json ? "json" : isTaken ? kind : (style.takes.split(" ")[0] ?? "single");
      return parameterShape(fit, place, style.style).map(
        (shape): MadeParameter => ({
          name,
          in: place,
          required: place === "path" || required,
          style: style.style,
          explode: style.explode,
          isPlain: isDefault && isDefaultOf(style),
          allowReserved:
            allowReserved && place === "query" && !json && !isText && style.style === "form",
          json,
          isText,
          shape,
        }),
      );
    });
}

function isDefaultOf({ in: place, style, explode }: (typeof styles)[number]): boolean {
  return place === "query" || place === "cookie"
    ? style === "form" && explode
    : style === "simple" && !explode;
}

/** Values that the style can carry so that they can be told apart again. */
function parameterShape(kind: string, place: Place, style: string): fc.Arbitrary<Shape> {
  // A header is Latin-1 without spaces at its ends, and a cookie has no quotes or semicolons.
  const plain = fc.stringMatching(/^[A-Za-z0-9_~-]{1,6}$/);
  const carried =
    place === "header" || place === "cookie" || style === "label"
      ? plain
      : style === "spaceDelimited" || style === "pipeDelimited"
        ? texts.map((text) => text.replaceAll(/[\s|]/gu, "_"))
        : place === "path"
          ? texts.filter((text) => !/^\.*$/.test(text))
          : texts;
  const text: Shape = { schema: { type: "string" }, value: carried };
  if (kind === "single") {
    return place === "header" || place === "cookie" || style === "label"
      ? fc.constantFrom(text, { schema: { type: "integer" }, value: fc.nat() })
      : fc.oneof(
          fc.constant(text),
          singles
            .filter(({ schema }) => !("enum" in (schema as object)))
            .map((shape) => (place === "path" && shape.value === texts ? text : shape)),
        );
  }
  if (kind === "list") {
    return fc.constant({
      schema: { type: "array", items: { type: "string" } },
      value: fc.array(carried, { minLength: 1, maxLength: 3 }),
    });
  }
  if (kind === "json") return objects(singles);
  const names = ["R", "G", "b_1"];
  return fc.constant({
    schema: {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
    },
    value: fc.dictionary(fc.constantFrom(...names), carried, {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
  });
}

const json = ["application/json", "application/vnd.a+json", "application/json; charset=utf-8"];

function bodies(version: Version, components: readonly Component[]): fc.Arbitrary<MadeBody> {
  const fields = objects(
    fc.oneof(
      singles,
      objects(singles),
      fc.constant<Shape>({
        schema: { type: "array", items: { type: "string" } },
        value: fc.array(texts, { minLength: 1, maxLength: 3 }),
      }),
    ),
  );
  const raw = { schema: { type: "string" }, value: texts };
  return fc.oneof(
    fc.record({
      mediaType: fc.constantFrom(...json),
      shape: shapes(version, components),
    }),
    fc.record({
      mediaType: fc.constantFrom("application/x-www-form-urlencoded", "multipart/form-data"),
      shape: fields,
    }),
    fc.record({
      mediaType: fc.constantFrom(
        "text/plain",
        "text/csv",
        "application/xml",
        "application/octet-stream",
      ),
      shape: fc.constant<Shape>(raw),
    }),
  );
}

function answers(version: Version, components: readonly Component[]): fc.Arbitrary<MadeBody> {
  return fc.oneof(
    fc.record({ mediaType: fc.constantFrom(...json), shape: shapes(version, components) }),
    fc.record({
      mediaType: fc.constantFrom("text/plain", "application/pdf", "application/x-ndjson"),
      shape: fc.constant<Shape>({ schema: { type: "string" }, value: texts }),
    }),
  );
}

function operations(
  version: Version,
  components: readonly Component[],
): fc.Arbitrary<MadeOperation> {
  const methods = ["get", "put", "post", "delete", "patch", "options"];
  const alternatives = { selector: ({ mediaType }: MadeBody) => mediaType, maxLength: 2 };
  return fc
    .record({
      method: fc.constantFrom(...methods, ...(version === "3.2.0" ? ["query", "COPY"] : [])),
      literals: fc.array(fc.constantFrom("things", "v1", "a-b", "x.y", "$count", "~t", "a:b"), {
        minLength: 1,
        maxLength: 3,
      }),
      slash: fc.boolean(),
      fragment: fc.constantFrom("", "", "#a"),
      operationId: fc.option(fc.constantFrom(...hostileNames, "listThings"), { nil: undefined }),
      tag: fc.option(fc.constantFrom(...hostileNames), { nil: undefined }),
      parameters: fc.uniqueArray(
        fc
          .constantFrom<Place>("path", "path", "query", "query", "header", "cookie")
          .chain(parameters),
        { selector: (each) => `${each.in} ${each.name.toLowerCase()}`, maxLength: 3 },
      ),
      bodies: fc.uniqueArray(bodies(version, components), alternatives),
      status: fc.constantFrom(200, 201, 206),
      answers: fc.uniqueArray(answers(version, components), alternatives),
    })
    .map(({ literals, slash, ...rest }): MadeOperation => {
      const inPath = rest.parameters.filter(
        (each) => each.in === "path" && !/[{}/?#]/.test(each.name),
      );
      const segments = [...literals, ...inPath.map(({ name }) => `{${name}}`)];
      return {
        ...rest,
        parameters: withoutAmbiguity(
          rest.parameters.filter((each) => each.in !== "path" || inPath.includes(each)),
        ),
        path: `/${segments.join("/")}${slash ? "/" : ""}`,
        bodies: rest.method === "get" ? [] : rest.bodies,
      };
    });
}

/** The members of an exploded object are parameters of their own, which could be another's. */
function withoutAmbiguity(list: readonly MadeParameter[]): MadeParameter[] {
  const isOpen = ({ style, explode, shape }: MadeParameter) =>
    style === "form" && explode && (shape.schema as { type?: string }).type === "object";
  const first = list.find(isOpen);
  return list.filter((each) => !isOpen(each) || each === first);
}

export const specs: fc.Arbitrary<MadeSpec> = fc
  .constantFrom<Version>("3.0.3", "3.1.0", "3.2.0")
  .chain((version) =>
    componentsOf(version).chain((components) =>
      fc
        .uniqueArray(operations(version, components), {
          selector: ({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`,
          minLength: 1,
          maxLength: 4,
        })
        .map((made): MadeSpec => {
          const ids = new Set<string>();
          const operations = made.map((each) => {
            const isNew = each.operationId !== undefined && !ids.has(each.operationId);
            if (isNew) ids.add(each.operationId as string);
            return isNew ? each : { ...each, operationId: undefined };
          });
          return {
            version,
            components,
            operations,
            document: toDocument(version, components, operations),
          };
        }),
    ),
  );

function toDocument(
  version: Version,
  components: readonly Component[],
  operations: readonly MadeOperation[],
): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const key = operation.path + operation.fragment;
    const item = paths[key] ?? {};
    paths[key] = item;
    const described = describe(operation);
    if (operation.method !== "COPY") item[operation.method] = described;
    else item["additionalOperations"] = { COPY: described };
  }
  return {
    openapi: version,
    info: { title: "Made */ `\u0024{x}` \u2028", version: "1" },
    paths,
    components: {
      schemas: Object.fromEntries(components.map(({ key, shape }) => [key, shape.schema])),
    },
  };
}

function describe({
  operationId,
  tag,
  parameters,
  bodies,
  status,
  answers,
}: MadeOperation): unknown {
  const contentOf = (list: readonly MadeBody[]): Record<string, { schema: Schema }> =>
    Object.fromEntries(list.map(({ mediaType, shape }) => [mediaType, { schema: shape.schema }]));
  return {
    ...(operationId !== undefined && { operationId }),
    ...(tag !== undefined && { tags: [tag] }),
    summary: "Does */ @it `\u0024{x}`",
    ...(parameters.length > 0 && { parameters: parameters.map(describeParameter) }),
    ...(bodies.length > 0 && { requestBody: { required: true, content: contentOf(bodies) } }),
    responses: {
      [status]: {
        description: "Done.",
        ...(answers.length > 0 && { content: contentOf(answers) }),
      },
      400: { description: "Wrong.", content: { "application/json": { schema: {} } } },
    },
  };
}

function describeParameter(parameter: MadeParameter): unknown {
  const { name, required, style, explode, isPlain, allowReserved, json, isText, shape } = parameter;
  return {
    name,
    in: parameter.in,
    ...(required && { required }),
    ...(json || isText
      ? { content: { [json ? "application/json" : "text/plain"]: { schema: shape.schema } } }
      : {
          ...(!isPlain && { style, explode }),
          ...(allowReserved && { allowReserved }),
          schema: shape.schema,
        }),
  };
}
