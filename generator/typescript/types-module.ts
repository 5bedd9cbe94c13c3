import { isMultipart } from "../media-type.js";
import type { Api, Content } from "../model/index.js";
import { markOf, sayAspects } from "./known.js";
import { docs, printDocs, type Statement, StructureKind, withLongTypes } from "./modules.js";
import { describeSchema } from "./schema-comments.js";
import type { View } from "./schema-types.js";
import { toPropertyKey } from "./text.js";
import { schemaTypesOf, shared } from "./written-types.js";

/** The types module: a type for each schema, and for shared bodies without a name. */
export function declareTypes(api: Api): readonly Statement[] {
  const types = schemaTypesOf(api);
  const { twofold, filed } = api.contract.directions;
  const aliases: Statement[] = [];
  const form = (home: string, view: View, keys: ReadonlySet<string>, about: string): string => {
    const inOrder = api.schemas.map(({ key }) => key).filter((key) => keys.has(key));
    const members = inOrder.map((key) => {
      const alias = types.aliasOf(key, view);
      if (alias === undefined) return member(key, types.define(key, view));
      aliases.push(`type ${alias} = ${types.define(key, view)};`);
      return member(key, alias);
    });
    return declare(home, members, `By the key of its schema: ${about}.`);
  };
  const named = api.contract.document.get("components").get("schemas");
  return [
    ...api.schemas.map(
      ({ key, type, statement }): Statement =>
        withLongTypes({
          kind: StructureKind.TypeAlias,
          isExported: true,
          name: type,
          type: types.define(key, "read"),
          docs: describeSchema(named.get(key).value, markOf(statement), type),
        }),
    ),
    form(
      shared.writable,
      "write",
      twofold,
      "the form in requests, if it differs from the form in responses",
    ),
    form(shared.writableForm, "form", filed, "the form in multipart bodies, if it takes files"),
    ...aliases,
    ...sharedBodies(api),
    declareWebhooks(api),
  ].filter((statement) => statement !== "");
}

/** An interface as text; empty if it has no members. */
function declare(name: string, members: readonly string[], about: string): string {
  if (members.length === 0) return "";
  return `${printDocs(docs([about]))}export interface ${name} {\n${members.join("")}}`;
}

function member(key: string, type: string, comment = ""): string {
  const text = `${comment}${toPropertyKey(key)}: ${type};`;
  return `  ${text.replaceAll("\n", "\n  ")}\n`;
}

/** Bodies in components whose schemas have no name, by component and media type. */
function sharedBodies(api: Api): string[] {
  const found = {
    responses: new Map<string, Map<string, string>>(),
    requestBodies: new Map<string, Map<string, string>>(),
  };
  const types = schemaTypesOf(api);
  const add = ({ component, schemaKey, open, schema, mediaType }: Content): void => {
    if (!component || schemaKey !== undefined || open) return;
    const { section, key } = component;
    const body = found[section].get(key) ?? new Map<string, string>();
    found[section].set(key, body);
    if (body.has(mediaType)) return;
    const sent = isMultipart(mediaType) ? "form" : "write";
    body.set(mediaType, types.use(schema, section === "responses" ? "read" : sent).text);
  };
  for (const { body, responses } of api.operations) {
    for (const content of body?.contents ?? []) add(content);
    for (const { contents } of responses) for (const content of contents) add(content);
  }
  return (["responses", "requestBodies"] as const).map((section) => {
    const members = [...found[section]].map(([key, body]) => {
      const media = [...body].map(([mediaType, type]) => member(mediaType, type));
      return member(key, `{\n${media.join("")}}`);
    });
    const what = section === "responses" ? "responses" : "request bodies";
    return declare(
      shared[section],
      members,
      `Content of ${what} that operations share, by key and media type.`,
    );
  });
}

/** The payloads of the webhooks, by the key of the webhook. */
function declareWebhooks(api: Api): string {
  const types = schemaTypesOf(api);
  const posted = new Map<string, { types: string[]; texts: (string | undefined)[] }>();
  for (const { kind, name, node, body, raw } of api.contract.operations) {
    const media = [...(body?.content.values() ?? [])];
    const content = media.find(({ form }) => form === "json") ?? media[0];
    if (kind !== "webhook" || !content) continue;
    const type = types.use(content.node.get("schema").value, "read").text;
    const known = api.contract.provenances.get(raw);
    const texts = [node.get("summary").prose(), node.get("description").prose()];
    const before = posted.get(name.path);
    posted.set(name.path, {
      types: [...new Set([...(before?.types ?? []), type])],
      texts: [...(before?.texts ?? []), ...texts, known && sayAspects(known)],
    });
  }
  const members = [...posted].map(([key, { types, texts }]) =>
    member(key, types.join(" | "), printDocs(docs(texts))),
  );
  return declare(
    shared.webhooks,
    members,
    "The payloads that the API posts, by the key of the webhook.",
  );
}
