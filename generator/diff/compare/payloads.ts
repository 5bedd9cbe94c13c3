import type { Media, Node, Response } from "../contract/contract.js";
import { isSame } from "../contract/value.js";
import { match } from "./likeness.js";
import type { OperationReport } from "./operation.js";
import type { Subject } from "./pairs.js";

/** A part of an operation that has content. */
interface Holder {
  readonly part: Subject;
  /** In words. */
  readonly place: string;
  readonly isRequired: boolean;
}

export function compareBody(report: OperationReport): void {
  const { base, revision, changed, isFlipped } = report;
  const [before, after] = [base.body, revision.body];
  const subject = report.subject("request");
  if (before && after) {
    if (before.required !== after.required) {
      const verb = after.required ? "required" : "optional";
      changed(`${subject}.presence.${verb}`, [before, after], {
        before: before.required,
        after: after.required,
      });
    }
    compareProse(subject, before, after, report, "");
    const isRequired = before.required && after.required;
    compareContent(before, after, { part: "request", place: "body", isRequired }, report);
  } else if (after) {
    const need = after.required ? "requiredRequestBody" : "optionalRequestBody";
    changed(isFlipped ? "webhook.body.added" : `operation.${need}.added`, [base, after], {
      isIn: "revision",
    });
  } else if (before) {
    changed(
      isFlipped ? "webhook.body.removed" : "operation.requestBody.removed",
      [before, revision],
      {
        isIn: "base",
      },
    );
  }
}

export function compareResponses(report: OperationReport): void {
  const { base, revision, changed, isFlipped } = report;
  const { pairs, removed, added } = match(
    [...base.responses],
    [...revision.responses],
    [([a], [b]) => a === b, ([a], [b]) => isRangeOf(a, b) || isRangeOf(b, a)],
  );
  const kindOf = (status: string) =>
    isFlipped
      ? "webhook.response"
      : isSuccess(status)
        ? "operation.successResponse"
        : "operation.errorResponse";
  for (const [status, response] of removed) {
    changed(`${kindOf(status)}.removed`, [response, revision], {
      name: status,
      before: status,
      isIn: "base",
    });
  }
  for (const [status, response] of added) {
    changed(`${kindOf(status)}.added`, [base, response], {
      name: status,
      after: status,
      isIn: "revision",
    });
  }
  for (const [[status, before], [now, after]] of pairs) {
    if (status !== now) {
      changed("operation.response.respelled", [before, after], {
        name: status,
        before: status,
        after: now,
      });
    }
    compareResponse(now, before, after, report);
  }
}

function isRangeOf(range: string, status: string): boolean {
  return /^\dXX$/.test(range) && range[0] === status[0] && /^\d\d\d$/.test(status);
}

function isSuccess(status: string): boolean {
  return /^2(\d\d|XX)$/.test(status);
}

function compareResponse(
  status: string,
  before: Response,
  after: Response,
  report: OperationReport,
): void {
  const subject = report.subject("response");
  compareProse(subject, before, after, report, status);
  compareContent(before, after, { part: "response", place: status, isRequired: true }, report);
  compareHeaders(status, before, after, report);
  for (const name of new Set([...before.links.keys(), ...after.links.keys()])) {
    const [old, now] = [before.links.get(name), after.links.get(name)];
    if (isSame(old?.raw, now?.raw)) continue;
    const verb = !old ? "added" : !now ? "removed" : "changed";
    report.changed(`response.link.${verb}`, [old ?? before, now ?? after], {
      name,
      before: old?.raw,
      after: now?.raw,
    });
  }
}

function compareHeaders(
  status: string,
  before: Response,
  after: Response,
  report: OperationReport,
): void {
  const subject = report.subject("header");
  for (const name of new Set([...before.headers.keys(), ...after.headers.keys()])) {
    const [old, now] = [before.headers.get(name), after.headers.get(name)];
    const place = `${status} header "${name}"`;
    if (!old || !now) {
      const need = (old ?? now)?.required ? "requiredHeader" : "optionalHeader";
      report.changed(
        `response.${need}.${now ? "added" : "removed"}`,
        [old ?? before, now ?? after],
        {
          name: place,
          before: old && name,
          after: now && name,
          isIn: old ? "base" : "revision",
        },
      );
      continue;
    }
    const told = (kind: string, was: unknown, is: unknown) =>
      report.changed(`${subject}.${kind}`, [old, now], { name: place, before: was, after: is });
    if (old.required !== now.required) {
      told(`presence.${now.required ? "required" : "optional"}`, old.required, now.required);
    }
    if ((old.raw["explode"] === true) !== (now.raw["explode"] === true)) {
      told("explode.changed", old.raw["explode"] === true, now.raw["explode"] === true);
    }
    if ((old.raw["deprecated"] === true) !== (now.raw["deprecated"] === true)) {
      told(
        `deprecated.${now.raw["deprecated"] === true ? "set" : "unset"}`,
        old.raw["deprecated"] === true,
        now.raw["deprecated"] === true,
      );
    }
    if (!isSame(old.raw["description"], now.raw["description"])) {
      told("description.changed", old.raw["description"], now.raw["description"]);
    }
    if (old.schema && now.schema) {
      report.pairs.addRoot(old.schema, now.schema, {
        subject,
        operation: report.revision.name,
        place,
        isText: true,
        isRequired: old.required && now.required,
      });
    }
  }
}

function compareProse(
  subject: Subject,
  before: Node,
  after: Node,
  report: OperationReport,
  name: string,
): void {
  const [old, now] = [before.raw["description"], after.raw["description"]];
  if (isSame(old, now)) return;
  report.changed(`${subject}.description.changed`, [before, after], {
    name,
    before: old,
    after: now,
  });
}

interface HasContent extends Node {
  readonly content: ReadonlyMap<string, Media>;
}

/** Media types and what they hold. */
export function compareContent(
  before: HasContent,
  after: HasContent,
  { part, place, isRequired }: Holder,
  report: OperationReport,
): void {
  const subject = report.subject(part);
  const { pairs, removed, added } = match(
    [...before.content],
    [...after.content],
    [
      ([a], [b]) => a === b,
      ([a], [b]) => essenceOf(a) === essenceOf(b),
      ([a], [b]) => suffixOf(a) === suffixOf(b),
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
    if (!isSame(old.raw["encoding"], media.raw["encoding"])) {
      report.changed(`${subject}.encoding.changed`, [old, media], {
        name: where,
        before: old.raw["encoding"],
        after: media.raw["encoding"],
      });
    }
    for (const field of ["example", "examples"]) {
      if (isSame(old.raw[field], media.raw[field])) continue;
      report.changed(`${subject}.${field}.changed`, [old, media], {
        name: where,
        before: old.raw[field],
        after: media.raw[field],
      });
    }
    if (old.schema && media.schema) {
      report.pairs.addRoot(old.schema, media.schema, {
        subject,
        operation: report.revision.name,
        place: `${place} ${now}`,
        isText: !/json|cbor|yaml|ndjson/.test(now),
        isRequired,
      });
    } else if (old.schema || media.schema) {
      const verb = media.schema ? "added" : "removed";
      report.changed(`${subject}.schema.${verb}`, [old, media], { name: `${where} ${now}`.trim() });
    }
  }
}

function essenceOf(type: string): string {
  return type.split(";")[0]?.trim() ?? type;
}

/** `application/json` of `application/problem+json`. */
function suffixOf(type: string): string {
  const [, suffix] = /^[^/]+\/[^+]+\+(.+)$/.exec(essenceOf(type)) ?? [];
  return suffix === undefined ? essenceOf(type) : `application/${suffix}`;
}

function relationOf(before: string, after: string): "widened" | "narrowed" | "respelled" {
  if (essenceOf(before) === essenceOf(after) && before.includes(";") === after.includes(";")) {
    return "respelled";
  }
  if (before.startsWith(`${after};`) || suffixOf(before) === essenceOf(after)) return "widened";
  if (after.startsWith(`${before};`) || suffixOf(after) === essenceOf(before)) return "narrowed";
  return "respelled";
}
