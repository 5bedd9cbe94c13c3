import { isStorable } from "../../disk/index.js";
import {
  type Fields,
  fieldsOf,
  isSame,
  listOf,
  provenanceField,
  statusOf,
} from "../../openapi/index.js";
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

/** Creates operations that a spec lacks, without their parameters, bodies and responses. */
export class NewOperations {
  readonly #spec: EditableSpec;
  /** Ids that are taken, or that several pages want. */
  readonly #ids: Set<string>;
  /** By their composed form: one folder may be written with composed letters, or without. */
  readonly #tags: Map<string, unknown>;
  /** The last operation of each tag. */
  readonly #siblings = new Map<unknown, Pick<SpecOperation, "path" | "item">>();
  readonly #usesClientNames: boolean;
  /** What all operations have in common; looked for once, and not for each operation. */
  readonly #shared: ReadonlyMap<string, At>;

  constructor(spec: EditableSpec, repeatedIds: ReadonlySet<string> = new Set()) {
    this.#spec = spec;
    const operations = spec.operations();
    const ids = operations.flatMap(({ at }) => spec.text(below(at, "operationId")) ?? []);
    this.#ids = new Set([...ids, ...repeatedIds]);
    const tags = listOf(spec.value(below(spec.root, "tags"))).map((tag) => fieldsOf(tag)["name"]);
    this.#tags = new Map(tags.map((tag) => [normal(String(tag)), tag]));
    for (const { path, item, at } of operations) {
      for (const tag of listOf(spec.value(below(at, "tags")))) {
        this.#siblings.set(tag, { path, item });
      }
    }
    this.#usesClientNames = operations.some(
      ({ at }) => spec.value(below(at, "x-client")) !== undefined,
    );
    this.#shared = sharedResponses(spec, operations);
  }

  add(endpoint: Endpoint, path: string, source: PageSource | undefined): At {
    const spec = this.#spec;
    const { tag, folder } = this.#tagOf(endpoint, source);
    const item = below(spec.root, "paths", path);
    const sibling = this.#siblings.get(tag);
    if (spec.value(item) === undefined) {
      const file = fileFor(tag);
      placeForPath(spec, path, { path: sibling?.path, item: sibling?.item, file });
      this.#siblings.set(tag, { path, item });
    }
    const at = operationAt(item, endpoint.method.value);
    const operationId = operationIdOf(endpoint, path, this.#ids);
    this.#ids.add(operationId);
    const title = endpoint.title.value;
    const responses = [...this.#shared].map(([status, target]) => [
      status,
      { $ref: spec.refTo(at, target) },
    ]);
    spec.set(at, {
      operationId,
      tags: [tag],
      summary: title,
      ...(source &&
        this.#usesClientNames && {
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
      responses: Object.fromEntries(responses),
    });
    if (!this.#siblings.has(tag)) this.#siblings.set(tag, { path, item });
    return at;
  }

  /** The tag of the page's group: the outermost folder that is a tag, otherwise a new tag. */
  #tagOf(
    endpoint: Endpoint,
    source: PageSource | undefined,
  ): { tag: string; folder: string | undefined } {
    const named = listOf(endpoint.operation["tags"]).filter((tag) => typeof tag === "string");
    const folders = (endpoint.folder.length > 0 ? endpoint.folder : named).map((folder) =>
      String(this.#tags.get(normal(folder)) ?? folder),
    );
    const index = folders.findIndex((folder) => this.#tags.has(normal(folder)));
    const tag = folders[Math.max(index, 0)] ?? "Other";
    this.addTag(tag, {
      description: "A group of the documentation.",
      ...(source && { [provenanceField]: statementOf(source.id, undefined) }),
    });
    return { tag, folder: folders[Math.max(index, 0) + 1] };
  }

  /** Creates the tag of a group, unless the spec has it. */
  addTag(name: string, content: Fields): void {
    if (this.#tags.has(normal(name))) return;
    this.#tags.set(normal(name), name);
    this.#spec.set(below(this.#spec.root, "tags", "-"), { name, ...content });
  }
}

function normal(text: string): string {
  return text.normalize("NFC");
}

/** The file for the paths of a new group. */
function fileFor(tag: string): string {
  const name = slug(tag, "group");
  return `${isStorable(name) ? name : `${name}-group`}.yaml`;
}

function groupOf(spec: EditableSpec, tag: string, folder: string | undefined): string {
  const tags = listOf(spec.value(below(spec.root, "tags"))).map(fieldsOf);
  const known = fieldsOf(tags.find(({ name }) => name === tag)?.["x-client"])["group"];
  const group = typeof known === "string" ? known : camelCase(tag) || "other";
  const inner = folder === undefined ? "" : camelCase(folder);
  return inner === "" ? group : `${group}.${inner}`;
}

/** Status ranges that every operation of this spec has, such as an open `4XX`, by their target. */
function sharedResponses(
  spec: EditableSpec,
  operations: readonly SpecOperation[],
): ReadonlyMap<string, At> {
  const [first] = operations;
  if (!first) return new Map();
  const responses = below(first.at, "responses");
  const ranges = spec
    .keys(responses)
    .filter((status) => ["4XX", "5XX"].includes(String(statusOf(status))));
  const shared = ranges.filter((status) => {
    const refs = operations.map(({ at }) => spec.value(below(at, "responses", status)));
    return fieldsOf(refs[0])["$ref"] !== undefined && refs.every((ref) => isSame(ref, refs[0]));
  });
  return new Map(shared.map((status) => [status, spec.deref(below(responses, status))]));
}
