import type { Node, Response } from "../../contract/index.js";
import { isSame } from "../../contract/index.js";
import { successAmong } from "../../openapi/index.js";
import { compareContent } from "./content.js";
import { compareHolder } from "./holders.js";
import { match } from "./likeness.js";
import type { OperationReport } from "./operation.js";
import type { Subject } from "./pairs.js";

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
    const argument = isFlipped ? "" : "body";
    compareContent(before, after, { part: "request", place: "body", argument, isRequired }, report);
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
  const [wasSuccess, isSuccess] = [base, revision].map(({ responses }) =>
    successAmong(responses.keys()),
  ) as [IsSuccess, IsSuccess];
  const kindOf = (status: string, succeeds: IsSuccess) =>
    isFlipped
      ? "webhook.response"
      : succeeds(status)
        ? "operation.successResponse"
        : "operation.errorResponse";
  for (const [status, response] of removed) {
    changed(`${kindOf(status, wasSuccess)}.removed`, [response, revision], {
      name: status,
      before: status,
      isIn: "base",
    });
  }
  for (const [status, response] of added) {
    changed(`${kindOf(status, isSuccess)}.added`, [base, response], {
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
    compareResponse(now, before, after, isSuccess(now), report);
  }
}

function isRangeOf(range: string, status: string): boolean {
  return /^\dXX$/.test(range) && range[0] === status[0] && /^\d\d\d$/.test(status);
}

type IsSuccess = (status: string) => boolean;

function compareResponse(
  status: string,
  before: Response,
  after: Response,
  isSuccess: boolean,
  report: OperationReport,
): void {
  const subject = report.subject("response");
  compareProse(subject, before, after, report, status);
  const argument = !report.isFlipped && isSuccess ? "" : undefined;
  const holder = { part: "response", place: status, argument, isRequired: true } as const;
  compareContent(before, after, holder, report);
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
  for (const name of new Set([...before.headers.keys(), ...after.headers.keys()])) {
    const [old, now] = [before.headers.get(name), after.headers.get(name)];
    const written = (now ?? old)?.name ?? name;
    const place = `${status} header "${written}"`;
    if (!old || !now) {
      const need = (old ?? now)?.required ? "requiredHeader" : "optionalHeader";
      report.changed(
        `response.${need}.${now ? "added" : "removed"}`,
        [old ?? before, now ?? after],
        {
          name: place,
          before: old && written,
          after: now && written,
          isIn: old ? "base" : "revision",
        },
      );
      continue;
    }
    compareHolder(old, now, { part: "header", place, argument: undefined }, report);
  }
}

function compareProse(
  subject: Subject,
  before: Node,
  after: Node,
  report: OperationReport,
  name: string,
): void {
  for (const field of ["summary", "description"]) {
    const [old, now] = [before.raw[field], after.raw[field]];
    if (isSame(old, now)) continue;
    report.changed(`${subject}.description.changed`, [before, after], {
      name,
      before: old,
      after: now,
    });
  }
}
