import type { Fields } from "../../../../openapi/index.js";
import { removeContradictedExamples } from "../../../example/contradicted-examples.js";
import type { Endpoint, Fact, Reading } from "../../../fact.js";
import type { Page } from "../../../page.js";
import { classifyPage } from "../../not-endpoint.js";
import { pageIdOf } from "../page-id.js";
import { findSample, type Sample } from "./code-sample.js";
import { type Call, locateCall, type Sources } from "./locate-call.js";
import { Builder } from "./operation-builder.js";
import { findHead, type Head } from "./operation-head.js";
import { readRequestBody, readResponses } from "./page-bodies.js";
import { examplesByStatus, readPageContext } from "./page-context.js";
import { classifyTextPage } from "./page-kinds.js";
import { type Line, linesOf } from "./page-lines.js";
import { type ListedField, listParameters, readParameters } from "./page-parameters.js";
import { divide, type Sections } from "./page-sections.js";
import { readSecurity } from "./page-security.js";
import { namesOf, queryOf } from "./sample-names.js";

/** Reads the rendered text of a page. */
export function readText(page: Page, rows: readonly string[]): Reading {
  const lines = linesOf(rows);
  const head = findHead(lines);
  const sections = divide(head ? lines.slice(head.end) : lines);
  const sample = findSample(sections.samples);
  const builder = new Builder(rows);
  const other = classifyTextPage(lines, head, sections, sample !== undefined);
  if (other) {
    const quote = other.line && builder.quote(other.line);
    return { kind: other.kind, because: other.because, quote };
  }
  const listed = listParameters(sections.parts);
  const call = locateCall(sourcesOf(head, sample, listed, builder));
  const line = head?.path ?? sample?.line;
  if (!call || !line) return classifyPage(rows);

  const surroundings = readPageContext(lines, head, sections);
  const { operation, components } = readOperation(
    { sections, sample, listed, call, line },
    builder,
  );
  const title = titleOf(page, head, call, builder);
  const { description, folder } = surroundings;
  const whole: Fields = {
    summary: title.value,
    ...(description !== undefined && { description }),
    ...(head?.status === "deprecated" && { deprecated: true }),
    ...operation,
  };
  removeContradictedExamples(whole, components, (at) => builder.locate(at), builder.notes);
  const endpoint: Endpoint = {
    pageId: pageIdOf(page.location),
    title,
    ...call,
    folder: page.folder.length > 0 || folder === undefined ? page.folder : [folder],
    status: head?.status,
    modifiedAt: surroundings.modifiedAt,
    operation: whole,
    components,
    marks: builder.notes.marks,
  };
  return { kind: "endpoint", endpoints: [endpoint], contradictions: builder.notes.contradictions };
}

/** Reads sample code alone: the method, the path and the names that it shows, and nothing more. */
export function readSample(page: Page, rows: readonly string[]): Reading {
  const sample = findSample(linesOf(rows));
  const builder = new Builder(rows);
  const call = locateCall(sourcesOf(undefined, sample, [], builder));
  if (!sample || !call) return classifyPage(rows);
  const endpoint: Endpoint = {
    pageId: pageIdOf(page.location),
    title: titleOf(page, undefined, call, builder),
    ...call,
    folder: page.folder,
    status: undefined,
    modifiedAt: undefined,
    operation: namesOf(sample, builder),
    components: {},
    marks: builder.notes.marks,
  };
  return { kind: "endpoint", endpoints: [endpoint], contradictions: [] };
}

interface Found {
  readonly sections: Sections;
  readonly sample: Sample | undefined;
  readonly listed: readonly ListedField[];
  readonly call: Call;
  /** Of the path. */
  readonly line: Line;
}

function readOperation(
  { sections, sample, listed, call, line }: Found,
  builder: Builder,
): { readonly operation: Fields; readonly components: Fields } {
  const authorization = sections.parts.find((part) => part.kind === "authorization");
  const { security, schemes } = readSecurity(authorization, sample, listed, builder);
  const given = readParameters(listed, { template: call.path.value, line }, builder);
  const isListed = listed.some(({ parameter }) => parameter["in"] === "query");
  const called = sample && !isListed ? queryOf(sample, given.length, builder) : [];
  const parameters = [...given, ...called];
  const requestBody = readRequestBody(sections.parts, sample, builder);
  const operation = {
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: readResponses(sections.answers, examplesByStatus(sections), builder),
    ...(security && { security }),
  };
  return { operation, components: schemes };
}

function sourcesOf(
  head: Head | undefined,
  sample: Sample | undefined,
  listed: readonly ListedField[],
  builder: Builder,
): Sources {
  const inPath = listed.filter(({ parameter }) => parameter["in"] === "path");
  return {
    head: head && {
      method: builder.quote(head.method),
      path: builder.quote(head.path),
      written: head,
    },
    sample: sample && { quote: builder.quote(sample.line), written: sample },
    placeholders: inPath.map(({ tree }) => tree.field.name),
  };
}

function titleOf(
  page: Page,
  head: Head | undefined,
  { method, path }: Call,
  builder: Builder,
): Fact<string> {
  const line = head?.title;
  if (line) {
    return {
      value: line.text,
      confidence: "stated",
      because: undefined,
      quote: builder.quote(line),
    };
  }
  const listed = page.title;
  const value = listed ?? `${method.value} ${path.value}`;
  const because =
    listed === undefined ? "the page shows no title" : "the site's list of pages gives this title";
  return { value, confidence: "derived", because, quote: method.quote };
}
