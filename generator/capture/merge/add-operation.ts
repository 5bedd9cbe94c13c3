import { isStorable } from "../../disk/index.js";
import { fieldsOf, isSame, listOf, provenanceField, statusOf } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import {
  type At,
  below,
  type EditableSpec,
  operationAt,
  type SpecOperation,
} from "./editable-spec.js";
import { placeForPath } from "./move-operation.js";
import { camelCase, operationIdOf } from "./operation-id.js";
import { uncertaintyOf } from "./operation-merge.js";
import { type PageSource, slug, statementOf } from "./page-source.js";

/** Creates an operation that the spec lacks, without its parameters, body and responses. */
export function addOperation(
  spec: EditableSpec,
  endpoint: Endpoint,
  path: string,
  source: PageSource | undefined,
  repeatedIds: ReadonlySet<string> = new Set(),
): At {
  const operations = spec.operations();
  const { tag, folder } = tagOf(spec, endpoint, source);
  const pathItem = below(spec.root, "paths", path);
  const sibling = operations.findLast(({ at }) => tagsOf(spec, at).includes(tag));
  if (spec.value(pathItem) === undefined) {
    const file = fileFor(tag);
    placeForPath(spec, path, { path: sibling?.path, item: sibling?.item, file });
  }
  const at = operationAt(pathItem, endpoint.method.value);
  const taken = new Set(operations.flatMap(({ at }) => spec.text(below(at, "operationId")) ?? []));
  const operationId = operationIdOf(endpoint, path, new Set([...taken, ...repeatedIds]));
  const title = endpoint.title.value;
  spec.set(at, {
    operationId,
    tags: [tag],
    summary: title,
    ...(source &&
      usesClientNames(spec, operations) && {
        "x-client": { group: groupOf(spec, tag, folder), method: camelCase(operationId) },
      }),
    ...(source && {
      [provenanceField]: {
        title: {
          ...statementOf(source.id, uncertaintyOf(endpoint.title)),
          ...(endpoint.title.confidence === "stated" && { quote: title }),
        },
        method: statementOf(source.id, uncertaintyOf(endpoint.method)),
        path: statementOf(source.id, uncertaintyOf(endpoint.path)),
        request: { level: "undocumented" },
        response: { level: "undocumented" },
      },
    }),
    responses: sharedResponses(spec, operations, at),
  });
  return at;
}

/** The file for the paths of a new group. */
function fileFor(tag: string): string {
  const name = slug(tag, "group");
  return `${isStorable(name) ? name : `${name}-group`}.yaml`;
}

/** The tag of the page's group: the outermost folder that is a tag, otherwise a new tag. */
function tagOf(
  spec: EditableSpec,
  endpoint: Endpoint,
  source: PageSource | undefined,
): { tag: string; folder: string | undefined } {
  const tags = below(spec.root, "tags");
  const known = listOf(spec.value(tags)).map((tag) => fieldsOf(tag)["name"]);
  const named = listOf(endpoint.operation["tags"]).filter((tag) => typeof tag === "string");
  // One folder may be written with composed letters on one page and without on another.
  const knownAs = (folder: string) =>
    known.find((name) => String(name).normalize("NFC") === folder.normalize("NFC"));
  const folders = (endpoint.folder.length > 0 ? endpoint.folder : named).map((folder) =>
    String(knownAs(folder) ?? folder),
  );
  const index = folders.findIndex((folder) => known.includes(folder));
  const tag = folders[Math.max(index, 0)] ?? "Other";
  if (index < 0 && !known.includes(tag)) {
    spec.set(below(tags, "-"), {
      name: tag,
      description: "A group of the documentation.",
      ...(source && { [provenanceField]: statementOf(source.id, undefined) }),
    });
  }
  return { tag, folder: folders[Math.max(index, 0) + 1] };
}

function tagsOf(spec: EditableSpec, operation: At): readonly unknown[] {
  return listOf(spec.value(below(operation, "tags")));
}

/** Whether this spec sets the place of each operation in the client. */
function usesClientNames(spec: EditableSpec, operations: readonly SpecOperation[]): boolean {
  return operations.some(({ at }) => spec.value(below(at, "x-client")) !== undefined);
}

function groupOf(spec: EditableSpec, tag: string, folder: string | undefined): string {
  const tags = listOf(spec.value(below(spec.root, "tags"))).map(fieldsOf);
  const known = fieldsOf(tags.find(({ name }) => name === tag)?.["x-client"])["group"];
  const group = typeof known === "string" ? known : camelCase(tag) || "other";
  const inner = folder === undefined ? "" : camelCase(folder);
  return inner === "" ? group : `${group}.${inner}`;
}

/** Status ranges that every operation of this spec has, such as an open `4XX`. */
function sharedResponses(
  spec: EditableSpec,
  operations: readonly SpecOperation[],
  to: At,
): Record<string, unknown> {
  const [first] = operations;
  if (!first) return {};
  const responses = below(first.at, "responses");
  const shared = spec
    .keys(responses)
    .filter((status) => ["4XX", "5XX"].includes(String(statusOf(status))));
  return Object.fromEntries(
    shared.flatMap((status): [string, unknown][] => {
      const refs = operations.map(({ at }) => spec.value(below(at, "responses", status)));
      const isCommon = refs.every((ref) => isSame(ref, refs[0]));
      const target = spec.deref(below(responses, status));
      const isReference = fieldsOf(refs[0])["$ref"] !== undefined;
      return isCommon && isReference ? [[status, { $ref: spec.refTo(to, target) }]] : [];
    }),
  );
}
