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
import { matchContent } from "./match-content.js";
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

/** Compares media types and their content. */
export function compareContent(
  before: HasContent,
  after: HasContent,
  { part, argument, isRequired }: ContentOwner,
  report: OperationReport,
): void {
  const subject: Subject = report.subject(part);
  const emitChange = (
    kind: IdOf<Subject>,
    nodes: readonly [Node, Node],
    values: ChangeValues,
    content?: ContentName,
  ) => report.changed({ of: "part", kind, part, ...(content && { content }) }, nodes, values);
  const { pairs, removed, added } = matchContent(before.content, after.content);
  const isChoice = before.content.size > 1 || after.content.size > 1;
  for (const [type, media] of removed) {
    emitChange(`${subject}.mediaType.removed`, [media, after], { before: type, isIn: "base" });
  }
  for (const [type, media] of added) {
    emitChange(`${subject}.mediaType.added`, [before, media], { after: type, isIn: "revision" });
  }
  for (const {
    before: [type, old],
    after: [now, media],
    isReported,
    wasThere,
  } of pairs) {
    const nodes = [old, media] as const;
    if (type !== now && isReported) {
      const relation = wasThere ? "respelled" : relationOf(type, now);
      emitChange(`${subject}.mediaType.${relation}`, nodes, {
        before: type,
        after: now,
        // Without a choice, callers do not name the type.
        isTyped: relation !== "respelled" || isChoice,
      });
    }
    const encoding = encodingChange(old, media, report.pairs);
    if (encoding) emitChange(`${subject}.encoding.changed`, nodes, encoding);
    for (const field of prose) {
      const [was, is] = [old.raw[field], media.raw[field]];
      if (!isSame(was, is))
        emitChange(`${subject}.${field}.changed`, nodes, { before: was, after: is });
    }
    for (const field of fieldNames("mediaType", "type")) {
      const [was, is] = [old[field], media[field]];
      const content = { type: now, isItem: field === "itemSchema" };
      if (was && is) {
        report.pairs.addRoot(was, is, {
          subject,
          operation: report.revision.name,
          part,
          content,
          noun: nounOf(part, argument, report),
          argument,
          isEvent: report.isEvent && part.kind === "body",
          isTyped:
            report.isTyped && isTypedIn(now, media, subject, argument) && isRead(field, media),
          isText: !preservesTypes(now),
          isRequired,
        });
      } else if (was || is) {
        const verb = is ? "added" : "removed";
        emitChange(`${subject}.schema.${verb}`, nodes, {}, content);
      }
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
