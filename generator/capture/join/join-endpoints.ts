import { countOf } from "../../diagnostics/index.js";
import {
  canonical,
  entriesOf,
  type Fields,
  fieldsOf,
  type Pointer,
  parsePointer,
} from "../../openapi/index.js";
import type { Endpoint, Fact, Mark } from "../fact.js";
import { joinAnswers, joinRequests } from "./join-bodies.js";
import { joinParameters } from "./join-parameters.js";
import { type Evidence, type Notes, printPointer } from "./variants.js";

/** One operation as several pages state it. */
export interface JoinedEndpoint {
  readonly endpoint: Endpoint;
  /** Which of the pages state a part that not all of them do. */
  readonly evidence: readonly Evidence[];
}

/**
 * Joins the operation of several pages. Their components have one content for each name.
 *
 * @param endpoints of one method and path
 */
export function joinEndpoints(endpoints: readonly [Endpoint, ...Endpoint[]]): JoinedEndpoint {
  const [first] = endpoints;
  const notes: Notes = { evidence: [], moves: [], differing: [], schemas: {} };
  const shared = {
    titles: endpoints.map(({ title }) => title.value),
    name: [first.method.value.toLowerCase(), ...(first.path.value.match(/[^/{}]+/g) ?? [])].join(
      "_",
    ),
    components: joinComponents(endpoints),
  };
  const parameters = joinParameters(endpoints, notes);
  const requestBody = joinRequests(endpoints, shared, notes);
  const responses = joinAnswers(endpoints, shared, notes);
  const { security, isAgreed } = joinSecurity(endpoints);
  const isSame = <Value>(pick: (endpoint: Endpoint) => Value) =>
    endpoints.every((endpoint) => canonical(pick(endpoint)) === canonical(pick(first)));
  const { operationId, tags } = first.operation;
  const isDeprecated = endpoints.every(({ operation }) => operation["deprecated"] === true);
  const operation: Fields = {
    ...(operationId !== undefined &&
      isSame(({ operation }) => operation["operationId"]) && { operationId }),
    ...(tags !== undefined && { tags }),
    ...(isDeprecated && { deprecated: true }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses,
    ...(security && { security }),
  };
  const { schemas, ...sections } = shared.components;
  const all = { ...fieldsOf(schemas), ...notes.schemas };
  const marks = joinMarks(endpoints, notes);
  if (!isAgreed) marks.push(mark(first, ["security"], "the pages show different credentials"));
  for (const { pointer, page } of notes.differing) {
    marks.push(mark(endpoints[page] ?? first, pointer, "the pages describe it differently"));
  }
  const endpoint: Endpoint = {
    ...first,
    ...(!isSame(({ title }) => title.value) && { pageId: undefined }),
    title: joinTitles(endpoints),
    folder: isSame(({ folder }) => folder) ? first.folder : commonStart(endpoints),
    status: isSame(({ status }) => status) ? first.status : undefined,
    modifiedAt: endpoints
      .flatMap(({ modifiedAt }) => modifiedAt ?? [])
      .sort()
      .at(-1),
    operation,
    components: { ...sections, ...(Object.keys(all).length > 0 && { schemas: all }) },
    marks,
  };
  return { endpoint, evidence: notes.evidence };
}

/** No title of one page is that of the operation. */
function joinTitles(endpoints: readonly [Endpoint, ...Endpoint[]]): Fact<string> {
  const [{ title, method, path }] = endpoints;
  const because = `${countOf(endpoints.length, "page")} describe it, each with a title of its own`;
  const value = `${method.value} ${path.value}`;
  return { value, confidence: "derived", because, quote: title.quote };
}

function commonStart([first, ...others]: readonly [Endpoint, ...Endpoint[]]): readonly string[] {
  const differs = first.folder.findIndex((name, index) =>
    others.some(({ folder }) => folder[index] !== name),
  );
  const common = differs < 0 ? first.folder : first.folder.slice(0, differs);
  return common.length > 0 ? common : first.folder;
}

function joinComponents(endpoints: readonly Endpoint[]): Fields {
  const sections = new Map<string, Fields>();
  for (const { components } of endpoints) {
    for (const [section, entries] of entriesOf(components)) {
      sections.set(section, { ...fieldsOf(entries), ...sections.get(section) });
    }
  }
  return Object.fromEntries(sections);
}

/** What the pages agree on; otherwise all alternatives, of which any page's may be needed. */
function joinSecurity(endpoints: readonly Endpoint[]): {
  security: readonly unknown[] | undefined;
  isAgreed: boolean;
} {
  const stated = endpoints.flatMap(({ operation: { security } }) =>
    Array.isArray(security) ? [security] : [],
  );
  const [first, ...others] = stated;
  if (others.every((each) => canonical(each) === canonical(first))) {
    return { security: first, isAgreed: true };
  }
  const all = new Map(stated.flat().map((each) => [canonical(each), each]));
  return { security: [...all.values()], isAgreed: false };
}

function joinMarks(endpoints: readonly Endpoint[], { moves }: Notes): Mark[] {
  const silent = "/requestBody/required";
  const isSilent = endpoints.every(({ marks }) => marks.some(({ pointer }) => pointer === silent));
  const found = new Map<string, Mark>();
  for (const [page, { marks }] of endpoints.entries()) {
    const own = moves.filter((move) => move.page === page);
    for (const each of marks) {
      if (each.pointer === silent && !isSilent) continue;
      const pointer = movedTo(each.pointer, own);
      if (!found.has(pointer)) found.set(pointer, { ...each, pointer });
    }
  }
  return [...found.values()];
}

function movedTo(text: string, moves: Notes["moves"]): string {
  if (text.startsWith("#")) return text;
  const pointer = parsePointer(text) ?? [];
  const move = moves.find(({ from }) => from.every((token, index) => pointer[index] === token));
  return move ? printPointer([...move.to, ...pointer.slice(move.from.length)]) : text;
}

function mark(endpoint: Endpoint, pointer: Pointer, because: string): Mark {
  const { quote } = endpoint.method;
  return { pointer: printPointer(pointer), confidence: "ambiguous", because, quote };
}
