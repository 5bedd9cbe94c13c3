import {
  entriesOf,
  type Fields,
  fieldsOf,
  type Pointer,
  refOf,
  resolveIn,
} from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { joinSchemas, type Notes, type Stated } from "./variants.js";

/** What the bodies of all pages share. */
export interface Shared {
  readonly titles: readonly string[];
  /** Begins the names of components. */
  readonly name: string;
  /** Of all pages. */
  readonly components: Fields;
}

/** The request bodies of all pages; one is required only if every page says so. */
export function joinRequests(
  endpoints: readonly Endpoint[],
  shared: Shared,
  notes: Notes,
): Fields | undefined {
  const stated = partsOf(endpoints, ({ operation }) => operation["requestBody"]);
  const [first] = stated;
  if (!first) return undefined;
  const { required: _, content: __, ...rest } = first.value;
  const at = ["requestBody"];
  const isRequired =
    stated.length === endpoints.length && stated.every(({ value }) => value["required"] === true);
  const content = joinContent(stated, at, { ...shared, name: `${shared.name}_request` }, notes);
  return { ...rest, ...(isRequired && { required: true }), ...content };
}

/** The answers of all pages, by status. */
export function joinAnswers(endpoints: readonly Endpoint[], shared: Shared, notes: Notes): Fields {
  const statuses = new Set(
    endpoints.flatMap(({ operation }) => Object.keys(fieldsOf(operation["responses"]))),
  );
  // Object keys that are numbers come in their order anyway.
  return Object.fromEntries(
    [...statuses].map((status) => {
      const at = ["responses", status];
      const stated = partsOf(
        endpoints,
        ({ operation }) => fieldsOf(operation["responses"])[status],
      );
      const pages = stated.map(({ page }) => page);
      notes.evidence.push({ pointer: at, pages });
      const { content: _, headers: __, ...rest } = stated[0]?.value ?? {};
      const headers = stated.flatMap(({ value }) => entriesOf(value["headers"])).reverse();
      const name = `${shared.name}_response_${status}`;
      return [
        status,
        {
          ...rest,
          ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
          ...joinContent(stated, at, { ...shared, name }, notes),
        },
      ];
    }),
  );
}

function joinContent(
  stated: readonly Stated<Fields>[],
  at: Pointer,
  shared: Shared,
  notes: Notes,
): Fields {
  const media = new Set(stated.flatMap(({ value }) => Object.keys(fieldsOf(value["content"]))));
  if (media.size === 0) return {};
  const entries = [...media].map((type): [string, unknown] => {
    const types = stated.flatMap(({ page, value }) => {
      const found = fieldsOf(value["content"])[type];
      return found === undefined ? [] : [{ page, value: fieldsOf(found) }];
    });
    // Examples are of one page each, and none is written.
    const { schema: _, example: __, examples: ___, ...rest } = types[0]?.value ?? {};
    const schemas = types.map(({ page, value }) => ({ page, value: value["schema"] }));
    // A page that shows no members says nothing about them, rather than that all are allowed.
    const closed = schemas.filter(({ value }) => Object.keys(fieldsOf(value)).length > 0);
    const place = { ...shared, at: [...at, "content", type, "schema"] };
    const schema = joinSchemas(closed.length > 0 ? closed : schemas, place, notes);
    return [type, { ...rest, ...(schema !== undefined && { schema }) }];
  });
  return { content: Object.fromEntries(entries) };
}

/** A part of each page that has it, behind references. */
function partsOf(
  endpoints: readonly Endpoint[],
  pick: (endpoint: Endpoint) => unknown,
): Stated<Fields>[] {
  return endpoints.flatMap((endpoint, page) => {
    const part = pick(endpoint);
    const ref = refOf(part);
    const value = ref === undefined ? part : resolveIn({ components: endpoint.components }, ref);
    return value === undefined ? [] : [{ page, value: fieldsOf(value) }];
  });
}
