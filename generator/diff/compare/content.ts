import type { Media, Node } from "../../contract/index.js";
import { isSame } from "../../contract/index.js";
import { essenceOf, formOf, parseMediaType, syntaxOf } from "../../media-type.js";
import { match } from "./likeness.js";
import type { OperationReport } from "./operation.js";
import type { Noun, Subject } from "./pairs.js";

/** A part of an operation that has content. */
export interface Holder {
  readonly part: Subject;
  /** In words. */
  readonly place: string;
  /** As `Root` has it. */
  readonly argument: string | undefined;
  readonly isRequired: boolean;
}

interface HasContent extends Node {
  readonly content: ReadonlyMap<string, Media>;
}

/** Fields that are compared as data, by what a change of them is. */
const asData: readonly (readonly [field: string, aspect: string])[] = [
  ["encoding", "encoding"],
  ["prefixEncoding", "encoding"],
  ["itemEncoding", "encoding"],
  ["example", "example"],
  ["examples", "examples"],
];

/** Media types and what they hold. */
export function compareContent(
  before: HasContent,
  after: HasContent,
  { part, place, argument, isRequired }: Holder,
  report: OperationReport,
): void {
  const subject = report.subject(part);
  const { pairs, removed, added } = match(
    [...before.content],
    [...after.content],
    [
      ([a], [b]) => a === b,
      ([a], [b]) => essenceOf(a) === essenceOf(b),
      ([a], [b]) => syntaxOf(a) === syntaxOf(b),
    ],
  );
  const where = place === "body" ? "" : place;
  for (const [type, media] of removed) {
    report.changed(`${subject}.mediaType.removed`, [media, after], {
      name: where,
      before: type,
      isIn: "base",
    });
  }
  for (const [type, media] of added) {
    report.changed(`${subject}.mediaType.added`, [before, media], {
      name: where,
      after: type,
      isIn: "revision",
    });
  }
  for (const [[type, old], [now, media]] of pairs) {
    if (type !== now) {
      report.changed(`${subject}.mediaType.${relationOf(type, now)}`, [old, media], {
        name: where,
        before: type,
        after: now,
      });
    }
    for (const [field, aspect] of asData) {
      if (isSame(old.raw[field], media.raw[field])) continue;
      report.changed(`${subject}.${aspect}.changed`, [old, media], {
        name: where,
        before: old.raw[field],
        after: media.raw[field],
      });
    }
    for (const field of ["schema", "itemSchema"] as const) {
      const [was, is] = [old[field], media[field]];
      const what = field === "schema" ? now : `${now} item`;
      if (was && is) {
        report.pairs.addRoot(was, is, {
          subject,
          operation: report.revision.name,
          place: `${place} ${what}`,
          noun: nounOf(part, argument, report),
          argument,
          isEvent: report.isEvent && part === "request",
          isTyped: report.isTyped && isTypedIn(now, subject, argument) && isRead(field, media),
          isText: !/json|cbor|yaml|ndjson/.test(now),
          isRequired,
        });
      } else if (was || is) {
        const verb = is ? "added" : "removed";
        const name = `${where} ${what}`.trim();
        report.changed(`${subject}.schema.${verb}`, [old, media], { name });
      }
    }
  }
}

/** Of what comes one by one the client has the items' type, if it reads them so; else the whole's. */
function isRead(field: "schema" | "itemSchema", { itemSchema }: Media): boolean {
  return (field === "itemSchema") === (itemSchema !== undefined);
}

function nounOf(part: Subject, argument: string | undefined, report: OperationReport): Noun {
  if (report.isFlipped) return part === "request" ? "payload" : "reply";
  if (part === "request") return "request";
  return argument === undefined ? "error" : "response";
}

/**
 * Files and events have one type, whatever their schema. So has the body of a failure (it is no
 * argument of anything) that is not JSON: it is text.
 */
function isTypedIn(type: string, subject: Subject, argument: string | undefined): boolean {
  const form = formOf(type);
  if (subject === "response" && argument === undefined) return form === "json";
  return form !== "binary" && form !== "events";
}

function relationOf(before: string, after: string): "widened" | "narrowed" | "respelled" {
  const [hadParameters, hasParameters] = [before, after].map(
    (type) => (parseMediaType(type)?.parameters.size ?? 0) > 0,
  );
  if (essenceOf(before) === essenceOf(after)) {
    if (hadParameters === hasParameters) return "respelled";
    return hadParameters ? "widened" : "narrowed";
  }
  if (syntaxOf(before) === essenceOf(after)) return "widened";
  if (syntaxOf(after) === essenceOf(before)) return "narrowed";
  return "respelled";
}
