import {
  aspects,
  fieldsOf,
  isFields,
  isSame,
  listOf,
  type Pointer,
  parameterKey,
  provenanceField,
} from "../../openapi/index.js";
import type { Contradiction, Endpoint } from "../fact.js";
import type { Page } from "../page.js";
import { type At, below, type EditableSpec } from "./editable-spec.js";
import type { MergeLog } from "./merge-log.js";
import type { Snapshot } from "./page-snapshot.js";
import type { PageSources } from "./page-source.js";

/** The pages of one operation that several pages describe. */
export interface JoinedPages {
  /** In the order of the sources; the first stands for all of them in messages. */
  readonly pages: readonly { readonly page: Page; readonly endpoint: Endpoint }[];
  /** Which of the pages state a part of the joined operation. */
  readonly evidence: readonly {
    /** Relative to the Operation Object; a parameter has its key in place of its index. */
    readonly pointer: Pointer;
    /** The numbers of the pages. */
    readonly pages: readonly number[];
    /** For a form of a union: what its pages are called. */
    readonly title?: string;
    /** For a form: whether it refers to a component that was made for it. */
    readonly isComponent?: boolean;
  }[];
  /** Locations of the pages that contradict themselves. */
  readonly contradicting: ReadonlyMap<Contradiction, string>;
}

/** A form of a union, and its title. */
export interface Form {
  readonly pointer: Pointer;
  readonly title: string;
  /** Whether it refers to a component that was made for it. */
  readonly isComponent?: boolean;
}

export function formsOf({ evidence }: JoinedPages): Form[] {
  return evidence.flatMap(({ pointer, title, isComponent }) =>
    title === undefined ? [] : [{ pointer, title, ...(isComponent && { isComponent }) }],
  );
}

/**
 * Names the pages of a merged operation: every page as a source of what it states, and the forms of
 * unions by the titles of their pages.
 */
export function namePages(
  spec: EditableSpec,
  at: At,
  joined: JoinedPages,
  {
    log,
    label,
    before,
    sources,
  }: {
    readonly log: MergeLog;
    readonly label: string;
    readonly before: Snapshot | undefined;
    /** Undefined if the spec has no provenance. */
    readonly sources: PageSources | undefined;
  },
): void {
  const [first] = joined.pages;
  for (const form of formsOf(joined)) {
    const earlier = before?.forms?.find(({ pointer }) => isSame(pointer, form.pointer))?.title;
    const changed = nameForm(spec, below(at, ...form.pointer), form, earlier);
    if (!changed || !first) continue;
    const { node, known } = changed;
    const about = { before: known, after: form.title, place: spec.place(node) };
    log.changes.push({ what: `${label}: title of a form`, ...about, page: first.page.location });
  }
  if (!sources) return;
  const ids = joined.pages.map(({ page, endpoint }) => {
    const source = sources.of(page, endpoint);
    sources.add(source);
    return source.id;
  });
  const name = (node: At, pages: readonly string[]) => {
    const statement = below(node, provenanceField);
    const known = fieldsOf(spec.value(statement));
    // Sources that somebody else named are another statement.
    const isOwn = listOf(known["sources"]).every((id) => ids.includes(String(id)));
    if (known["sources"] === undefined || !isOwn) return;
    setSources(spec, statement, pages);
  };
  for (const aspect of aspects) {
    const statement = below(at, provenanceField, aspect);
    const known = listOf(fieldsOf(spec.value(statement))["sources"]).map(String);
    if (known.some((id) => ids.includes(id))) {
      setSources(spec, statement, [...new Set([...known, ...ids])]);
    }
  }
  for (const { pointer, pages, title } of joined.evidence) {
    const node = nodeAt(spec, at, pointer);
    const sources = pages.flatMap((page) => ids[page] ?? []);
    if (!node || sources.length === 0) continue;
    const isForm = title !== undefined && isFields(spec.value(node));
    if (isForm && !spec.has(below(node, provenanceField)) && !spec.has(below(node, "$ref"))) {
      spec.set(below(node, provenanceField), { level: "documented", sources });
    } else name(node, sources);
  }
}

/** Returns what was called otherwise before. */
function nameForm(
  spec: EditableSpec,
  at: At,
  { title, isComponent }: Form,
  earlier: string | undefined,
): { readonly node: At; readonly known: unknown } | undefined {
  const node = isComponent ? spec.deref(at) : at;
  const value = spec.value(node);
  const known = fieldsOf(value)["title"];
  // A title that somebody has written stays. 3.0 ignores what stands beside a reference.
  const isOwn = known === undefined || known === earlier;
  const isWrong = spec.version === "3.0" && fieldsOf(value)["$ref"] !== undefined;
  if (!isFields(value) || known === title || !isOwn || isWrong) return undefined;
  if (value["$ref"] === undefined) spec.set(below(node, "title"), title);
  else spec.set(node, { ...value, title });
  return known === undefined ? undefined : { node, known };
}

function setSources(spec: EditableSpec, statement: At, sources: readonly string[]): void {
  const known = listOf(spec.value(below(statement, "sources"))).map(String);
  if (known.join(" ") !== [...new Set(sources)].join(" ")) {
    spec.set(below(statement, "sources"), [...new Set(sources)]);
  }
}

/** The spec has parameters in an order of its own. */
function nodeAt(spec: EditableSpec, at: At, pointer: Pointer): At | undefined {
  const [part, key] = pointer;
  if (part !== "parameters") return below(at, ...pointer);
  const list = below(at, part);
  const index = listOf(spec.value(list)).findIndex((parameter) => {
    const { in: place, name } = fieldsOf(parameter);
    return parameterKey(String(place), String(name)) === key;
  });
  return index < 0 ? undefined : below(list, String(index));
}

/** The page that a difference is about: for a form of a union, the first of its own. */
export function pageOfChange(what: string, { pages, evidence }: JoinedPages): string | undefined {
  const [, body, status, form] = /: (request body|response (\w+)).*?, oneOf (\d+)/.exec(what) ?? [];
  if (body === undefined) return undefined;
  const index = String(Number(form) - 1);
  const found = evidence.find(
    ({ pointer, title }) =>
      title !== undefined &&
      pointer.at(-1) === index &&
      (status === undefined
        ? pointer[0] === "requestBody"
        : pointer[0] === "responses" && pointer[1] === status),
  );
  const [page = 0] = found?.pages ?? [];
  return found && pages[page]?.page.location;
}
