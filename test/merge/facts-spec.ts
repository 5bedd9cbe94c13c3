import { stringify } from "yaml";
import type { Files } from "../support/generator.js";
import { type Model, type Part, schemaOn } from "./facts-model.js";
import { twin } from "./support.js";

/** A model as the files of a spec, and as a page. */

type Data = Record<string, unknown>;

/** Parts of the spec that stand elsewhere than where they are used. */
interface Elsewhere {
  readonly aside: Data;
  readonly schemas: Data;
  readonly file: Data;
  /** What a second operation uses, too. */
  readonly shared: Data;
}

const halves = (schema: Data): [Data, Data] => {
  const entries = Object.entries(schema);
  const isFirst = (_: unknown, index: number) => index % 2 === 0;
  const isSecond = (_: unknown, index: number) => index % 2 === 1;
  return [
    Object.fromEntries(entries.filter(isFirst)),
    Object.fromEntries(entries.filter(isSecond)),
  ];
};

/** One object in two places becomes an anchor and an alias. */
function schemaIn(part: Part, elsewhere: Elsewhere): Data {
  const schema: Data = schemaOn("spec", part);
  const [one, other] = halves(schema);
  const name = part.name.replace("-", "");
  switch (part.form) {
    case "plain":
      return schema;
    case "alias":
      elsewhere.aside[`x-${name}`] = schema;
      return schema;
    case "shared":
      elsewhere.shared[name] = schema;
      return schema;
    case "merge": {
      const [overridden = "type"] = Object.keys(other);
      const base = { ...one, [overridden]: "overridden" };
      elsewhere.aside[`x-${name}`] = base;
      return { "<<": base, ...other };
    }
    case "component":
      elsewhere.schemas[name] = schema;
      return { $ref: `#/components/schemas/${name}` };
    case "file":
      elsewhere.file[name] = schema;
      return { $ref: `parts.yaml#/${name}` };
    case "siblings":
      elsewhere.schemas[name] = one;
      return { $ref: `#/components/schemas/${name}`, ...other };
    case "allOf":
      elsewhere.schemas[name] = one;
      return { allOf: [{ $ref: `#/components/schemas/${name}` }, other] };
  }
}

const isByReference = ({ form }: Part) => ["component", "file", "siblings", "allOf"].includes(form);
const inSpec = ({ spec }: Part) => spec !== undefined;
const onPage = ({ page }: Part) => page !== undefined;

export function filesOf(model: Model): Files {
  const elsewhere: Elsewhere = { aside: {}, schemas: {}, file: {}, shared: {} };
  const schemaFor = (part: Part) => schemaIn(part, elsewhere);
  const parameters = [
    { name: model.path[0], in: "path", required: true, schema: { type: "string", pattern: "^l" } },
    ...(["query", "header", "cookie"] as const).flatMap((place) =>
      model[place].filter(inSpec).map((part) => ({
        name: part.name,
        in: place,
        ...(part.spec && { required: true }),
        // What is shared by a reference changes for all that refer to it.
        schema: schemaFor(
          model.isListShared && isByReference(part) ? { ...part, form: "plain" } : part,
        ),
      })),
    ),
  ];
  const object = (parts: readonly Part[]) => {
    const listed = parts.filter(inSpec);
    const required = listed.filter(({ spec }) => spec).map(({ name }) => name);
    return {
      type: "object",
      properties: Object.fromEntries(listed.map((part) => [part.name, schemaFor(part)])),
      ...(required.length > 0 && { required }),
    };
  };
  const content = (parts: readonly Part[]) => ({ "application/json": { schema: object(parts) } });
  const headers = model.headers.filter(inSpec).map((part) => {
    return [part.name, { ...(part.spec && { required: true }), schema: schemaFor(part) }];
  });
  const operation = {
    operationId: "change",
    summary: "Change a lot",
    deprecated: true,
    security: [{ key: [] }],
    parameters,
    requestBody: {
      ...(model.isBodyRequired[0] && { required: true }),
      content: content(model.body),
    },
    responses: {
      [model.status]: {
        description: "By hand.",
        headers: Object.fromEntries(headers),
        content: content(model.answer),
      },
      "4XX": { description: "By hand." },
    },
  };
  // The other operation is written after what it shares.
  const other = {
    operationId: "other",
    summary: "Another one",
    ...(model.isListShared && { parameters }),
    responses: {
      200: {
        description: "By hand.",
        content: {
          "application/json": { schema: { type: "object", properties: elsewhere.shared } },
        },
      },
    },
  };
  const spec = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    ...elsewhere.aside,
    paths: {
      [`/lots/{${model.path[0]}}`]: { post: operation },
      [`/others/{${model.path[0]}}`]: { post: other },
    },
    components: {
      schemas: elsewhere.schemas,
      securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
    },
  };
  return { "spec/openapi.yaml": stringify(spec), "spec/parts.yaml": stringify(elsewhere.file) };
}

export function pageOf(model: Model): string {
  const parameter = (place: string, part: Part) => ({
    name: place === "header" && model.isUpperCase ? part.name.toUpperCase() : part.name,
    in: place,
    required: part.page,
    description: "The vendor's words.",
    schema: schemaOn("page", part),
  });
  const object = (parts: readonly Part[]) => {
    const listed = parts.filter(onPage);
    const required = listed.filter(({ page }) => page).map(({ name }) => name);
    return {
      type: "object",
      properties: Object.fromEntries(listed.map((part) => [part.name, schemaOn("page", part)])),
      ...(required.length > 0 && { required }),
    };
  };
  const json = (parts: readonly Part[]) => ({ "application/json": { schema: object(parts) } });
  const headers = model.headers.filter(onPage).map((part) => {
    return [part.name, { required: part.page, schema: schemaOn("page", part) }];
  });
  const [, name] = model.path;
  return twin("Change a lot", `POST /lots/{${name}}`, {
    deprecated: false,
    parameters: [
      { name, in: "path", required: true, schema: { type: "string" } },
      ...(["query", "header", "cookie"] as const).flatMap((place) =>
        model[place].filter(onPage).map((part) => parameter(place, part)),
      ),
    ],
    requestBody: { required: model.isBodyRequired[1], content: json(model.body) },
    responses: {
      200: { description: "", headers: Object.fromEntries(headers), content: json(model.answer) },
    },
  });
}
