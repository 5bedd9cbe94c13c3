import type { Media, Node } from "../../contract/index.js";
import {
  essenceOf,
  formOf,
  includesMediaType,
  preservesTypes,
  syntaxOf,
} from "../../media-type.js";
import { fieldNames, isSame } from "../../openapi/index.js";
import type { IdOf, Subject } from "../change-kinds.js";
import type { ContentName } from "./change.js";
import { encodingChange } from "./compare-encoding.js";
import type { ChangeValues, OperationReport } from "./compare-operation.js";
import { type ContentPair, matchContent } from "./match-content.js";
import type { SchemaPart } from "./operation-part.js";
import type { Noun } from "./schema-pairs.js";

/** A part of an operation that has content. */
export interface ContentOwner {
  readonly part: SchemaPart;
  /** As in `Root`. */
  readonly argument: string | undefined;
  readonly isRequired: boolean;
}

interface HasContent extends Node {
  readonly content: ReadonlyMap<string, Media>;
}

const prose = fieldNames("mediaType", "prose");

type EmitContent = (
  kind: IdOf<Subject>,
  nodes: readonly [Node, Node],
  values: ChangeValues,
  content?: ContentName,
) => void;

/** Compares media types and their content. */
export function compareContent(
  before: HasContent,
  after: HasContent,
  owner: ContentOwner,
  report: OperationReport,
): void {
  const { part } = owner;
  const subject: Subject = report.subject(part);
  const emitChange: EmitContent = (kind, nodes, values, content) =>
    report.changed({ of: "part", kind, part, ...(content && { content }) }, nodes, values);
  const { pairs, removed, added } = matchContent(before.content, after.content);
  for (const [type, media] of removed) {
    emitChange(`${subject}.mediaType.removed`, [media, after], { before: type, isIn: "base" });
  }
  for (const [type, media] of added) {
    emitChange(`${subject}.mediaType.added`, [before, media], { after: type, isIn: "revision" });
  }
  const isChoice = before.content.size > 1 || after.content.size > 1;
  for (const pair of pairs) {
    compareMediaType(pair, subject, isChoice, emitChange);
    compareMedia(pair, subject, owner, report, emitChange);
  }
}

function compareMediaType(
  { before: [before, old], after: [after, now], isReported, wasThere }: ContentPair,
  subject: Subject,
  isChoice: boolean,
  emitChange: EmitContent,
): void {
  if (before === after || !isReported) return;
  const relation = wasThere ? "respelled" : relationOf(before, after);
  // Without a choice, callers do not name the type.
  const isTyped = relation !== "respelled" || isChoice;
  emitChange(`${subject}.mediaType.${relation}`, [old, now], { before, after, isTyped });
}

/** Compares what is said of a media type, and notes its schemas as a pair. */
function compareMedia(
  { before: [, old], after: [type, now] }: ContentPair,
  subject: Subject,
  { part, argument, isRequired }: ContentOwner,
  report: OperationReport,
  emitChange: EmitContent,
): void {
  const nodes = [old, now] as const;
  const encoding = encodingChange(old, now, report.pairs);
  if (encoding) emitChange(`${subject}.encoding.changed`, nodes, encoding);
  for (const field of prose) {
    const [before, after] = [old.raw[field], now.raw[field]];
    if (!isSame(before, after)) emitChange(`${subject}.${field}.changed`, nodes, { before, after });
  }
  for (const field of fieldNames("mediaType", "type")) {
    const [before, after] = [old[field], now[field]];
    const content = { type, isItem: field === "itemSchema" };
    if (before && after) {
      report.pairs.addRoot(before, after, {
        subject,
        operation: report.revision.name,
        part,
        content,
        noun: nounOf(part, argument, report),
        argument,
        isEvent: report.isEvent && part.kind === "body",
        isTyped: report.isTyped && isTypedIn(type, now, subject, argument) && isRead(field, now),
        isText: !preservesTypes(type),
        isRequired,
      });
    } else if (before || after) {
      emitChange(`${subject}.schema.${after ? "added" : "removed"}`, nodes, {}, content);
    }
  }
}

/**
 * The client has a type for the items of a stream if it reads the stream that way; otherwise for
 * the whole.
 */
function isRead(field: "schema" | "itemSchema", { itemSchema }: Media): boolean {
  return (field === "itemSchema") === (itemSchema !== undefined);
}

function nounOf(part: SchemaPart, argument: string | undefined, report: OperationReport): Noun {
  if (report.isFlipped) return part.kind === "body" ? "payload" : "reply";
  if (part.kind === "body") return "request";
  return argument === undefined ? "error" : "response";
}

/**
 * Files have the same type for every schema, and so have events whose data is text. The body of a
 * failure (it is not an argument) that is not JSON is typed as text.
 */
function isTypedIn(
  type: string,
  { streamEvents }: Media,
  subject: Subject,
  argument: string | undefined,
): boolean {
  const form = formOf(type);
  const isOfJson = streamEvents.some(({ isJson }) => isJson);
  if (subject === "response" && argument === undefined) return form === "json";
  return form !== "binary" && (form !== "events" || isOfJson);
}

function relationOf(
  before: string,
  after: string,
): "widened" | "narrowed" | "respelled" | "changed" {
  const [isWider, isNarrower] = [
    includesMediaType(after, before),
    includesMediaType(before, after),
  ];
  if (isWider || isNarrower) {
    if (isWider && isNarrower) return "respelled";
    return isWider ? "widened" : "narrowed";
  }
  if (essenceOf(before) === essenceOf(after)) return "changed";
  if (syntaxOf(before) === essenceOf(after)) return "widened";
  return syntaxOf(after) === essenceOf(before) ? "narrowed" : "changed";
}
