import { basename } from "node:path";
import { fieldsOf, isSame, listOf, methodOfName, provenanceField } from "../../openapi/index.js";
import type { Endpoint, Fact, Quote } from "../fact.js";
import { NewOperations } from "./add-operation.js";
import { type At, below, type EditableSpec, operationAt } from "./editable-spec.js";
import type { Change } from "./merge-log.js";
import { setPart } from "./operation-merge.js";
import { isUndocumented, type PageSource, slug } from "./page-source.js";
import type { Unlisted } from "./unlisted-operations.js";

/** What was entered of a navigation, and what was not, with the reason. */
export interface EnteredListings {
  readonly changes: readonly Change[];
  readonly left: readonly Unlisted[];
}

const unshown =
  "The navigation shows no path. This one is made of the titles, so that the operation has a place.";

/**
 * Enters operations that a navigation lists: title and method are documented, the path is inferred,
 * so that the client refuses the operation until the caller allows it, and nothing else is known.
 */
export function enterListed(spec: EditableSpec, unlisted: readonly Unlisted[]): EnteredListings {
  const changes: Change[] = [];
  const left: Unlisted[] = [];
  const added = new NewOperations(spec);
  for (const found of unlisted) {
    const why = whyNot(spec, found);
    if (why === undefined) changes.push(enter(spec, found, added));
    else left.push({ ...found, notEntered: why });
  }
  return { changes, left };
}

function whyNot(
  spec: EditableSpec,
  { title, otherTitle, method, others }: Unlisted,
): string | undefined {
  if (others.length > 0) return "the spec has the title under another method";
  if (method === undefined) return "the navigation shows no method";
  if (/(?:…|\.\.\.)$/.test(title)) return "its title is cut off";
  if (otherTitle !== undefined) return `its title may be ${JSON.stringify(otherTitle)} as well`;
  if (!methodOfName(method) || !spec.takes(method)) return `the spec has no place for ${method}`;
  return undefined;
}

function enter(spec: EditableSpec, found: Unlisted, added: NewOperations): Change {
  const { title, method = "", page, place, group, pageId } = found;
  const quote: Quote = { line: place.line, column: place.column, text: title };
  const stated = (value: string): Fact<string> => {
    return { value, confidence: "stated", because: undefined, quote };
  };
  const path = freePath(spec, found);
  const endpoint: Endpoint = {
    pageId,
    title: stated(title),
    method: stated(method),
    path: { value: path, confidence: "derived", because: unshown, quote },
    server: undefined,
    folder: group === undefined ? [] : [group],
    status: undefined,
    modifiedAt: undefined,
    operation: {},
    components: {},
    marks: [],
  };
  const source = navigationSource(spec, page);
  const at = added.add(endpoint, path, source);
  if (/^\d+$/.test(pageId ?? "")) {
    const page = { level: "documented", id: `api-${pageId}`, sources: [source.id] };
    spec.set(below(at, provenanceField, "page"), page);
  }
  if (methodOfName(method)?.hasBody) {
    setPart(spec, at, "requestBody", { required: false, content: open });
  }
  spec.set(below(at, "responses", "2XX"), openSuccess(spec, at), "");
  const what = `${method} ${path}: operation`;
  return { what, before: undefined, after: title, place: spec.place(at), page };
}

const open = { "application/json": { schema: {} } };

/** The spec's own answer for an unknown success, if it has one that operations share. */
function openSuccess(spec: EditableSpec, to: At): unknown {
  for (const { at } of spec.operations()) {
    const entry = below(at, "responses", "2XX");
    const target = spec.deref(entry);
    const isShared = fieldsOf(spec.value(entry))["$ref"] !== undefined;
    if (isShared && isUndocumented(spec, below(target, provenanceField))) {
      return { $ref: spec.refTo(to, target) };
    }
  }
  const description = "Not described by the documentation.";
  return { description, [provenanceField]: { level: "undocumented" }, content: open };
}

/** Below what the paths of the group have in common, in the spelling of the spec's paths. */
function freePath(spec: EditableSpec, { title, method = "", group }: Unlisted): string {
  const operations = spec.operations();
  const own = operations.filter(({ at }) => listOf(spec.value(below(at, "tags"))).includes(group));
  const paths = operations.map(({ path }) => path);
  const prefix = commonStart(own.map(({ path }) => path));
  const base = own.length > 0 || group === undefined ? prefix : `/${spelled(group, paths)}`;
  const end = paths.length > 0 && paths.every((path) => path.endsWith("/")) ? "/" : "";
  const wanted = `${base}/${spelled(title, paths)}`;
  const isTaken = (path: string) =>
    spec.value(operationAt(below(spec.root, "paths", path), method)) !== undefined;
  let free = wanted + end;
  for (let count = 2; isTaken(free); count++) free = `${wanted}_${count}${end}`;
  return free;
}

/** Whole segments without parameters that all paths begin with, before their last one. */
function commonStart([first, ...others]: readonly string[]): string {
  const segmentsOf = (path: string) => path.replace(/\/$/, "").split("/").slice(1, -1);
  const common = segmentsOf(first ?? "");
  for (const path of others) {
    const segments = segmentsOf(path);
    const differs = common.findIndex((segment, index) => segment !== segments[index]);
    if (differs >= 0) common.length = differs;
  }
  const open = common.findIndex((segment) => segment.includes("{"));
  if (open >= 0) common.length = open;
  return common.map((segment) => `/${segment}`).join("");
}

function spelled(text: string, paths: readonly string[]): string {
  const isSnake = paths.some((path) => path.replaceAll(/\{[^{}]*\}/g, "").includes("_"));
  return slug(text, "operation").replaceAll("-", isSnake ? "_" : "-");
}

/** The entry of `x-sources` for a page with a navigation, which is created if there is none. */
function navigationSource(spec: EditableSpec, location: string): PageSource {
  const url = /^https?:/i.test(location) ? location : undefined;
  const name = url === undefined ? basename(location) : new URL(url).host + new URL(url).pathname;
  const title = `Navigation of ${name}`;
  const sources = below(spec.root, "x-sources");
  const known = spec.keys(sources);
  for (const id of known) {
    const entry = fieldsOf(spec.value(below(sources, id)));
    if (isSame([entry["title"], entry["url"]], [title, url])) return { id, title, url };
  }
  const wanted = slug(title, "navigation");
  let id = wanted;
  for (let count = 2; known.includes(id); count++) id = `${wanted}-${count}`;
  const shows = "What the navigation of the documentation lists, by title and method.";
  spec.set(below(sources, id), { title, ...(url !== undefined && { url }), shows });
  return { id, title, url };
}
