import type { Node, Response } from "../../contract/index.js";
import { fieldNames, isRangeOf, isSame } from "../../openapi/index.js";
import { compareContent } from "./compare-content.js";
import type { OperationReport } from "./compare-operation.js";
import { compareSerializedValue } from "./compare-serialization.js";
import type { BodyPart, ResponsePart } from "./operation-part.js";
import { matchItems } from "./schema-matching.js";

const part: BodyPart = { kind: "body" };

export function compareBody(report: OperationReport): void {
  const { base, revision, changed, isFlipped } = report;
  const [before, after] = [base.body, revision.body];
  const subject = report.subject(part);
  if (before && after) {
    if (before.required !== after.required) {
      const verb = after.required ? "required" : "optional";
      const values = { before: before.required, after: after.required };
      changed({ of: "part", kind: `${subject}.presence.${verb}`, part }, [before, after], values);
    }
    compareProse(part, before, after, report);
    const isRequired = before.required && after.required;
    const argument = isFlipped ? "" : "body";
    compareContent(before, after, { part, argument, isRequired }, report);
  } else if (after) {
    const need = after.required ? "requiredRequestBody" : "optionalRequestBody";
    const kind = isFlipped ? "webhook.body.added" : (`operation.${need}.added` as const);
    changed({ of: "part", kind, part }, [base, after], { isIn: "revision" });
  } else if (before) {
    const kind = isFlipped ? "webhook.body.removed" : "operation.requestBody.removed";
    changed({ of: "part", kind, part }, [before, revision], { isIn: "base" });
  }
}

export function compareResponses(report: OperationReport): void {
  const { base, revision, changed, isFlipped } = report;
  const { pairs, removed, added } = matchItems(
    [...base.responses],
    [...revision.responses],
    [([a], [b]) => a === b, ([a], [b]) => isRangeOf(a, b) || isRangeOf(b, a)],
  );
  const kindOf = ({ isSuccess }: Response) =>
    isFlipped
      ? "webhook.response"
      : isSuccess
        ? "operation.successResponse"
        : "operation.errorResponse";
  for (const [status, response] of removed) {
    const values = { before: status, isIn: "base" } as const;
    const kind = `${kindOf(response)}.removed` as const;
    changed({ of: "part", kind, part: partOf(status) }, [response, revision], values);
  }
  for (const [status, response] of added) {
    const values = { after: status, isIn: "revision" } as const;
    const kind = `${kindOf(response)}.added` as const;
    changed({ of: "part", kind, part: partOf(status) }, [base, response], values);
  }
  for (const [[status, before], [now, after]] of pairs) {
    if (status !== now) {
      const values = { before: status, after: now };
      const kind = "operation.response.respelled";
      changed({ of: "part", kind, part: partOf(status) }, [before, after], values);
    }
    compareResponse(now, before, after, report);
  }
}

function partOf(status: string): ResponsePart {
  return { kind: "response", status };
}

function compareResponse(
  status: string,
  before: Response,
  after: Response,
  report: OperationReport,
): void {
  const own = partOf(status);
  compareProse(own, before, after, report);
  const argument = !report.isFlipped && after.isSuccess ? "" : undefined;
  compareContent(before, after, { part: own, argument, isRequired: true }, report);
  compareHeaders(status, before, after, report);
  for (const name of new Set([...before.links.keys(), ...after.links.keys()])) {
    const [old, now] = [before.links.get(name), after.links.get(name)];
    if (isSame(old?.raw, now?.raw)) continue;
    const verb = !old ? "added" : !now ? "removed" : "changed";
    const topic = { of: "part", part: { kind: "link", name } } as const;
    const values = { before: old?.raw, after: now?.raw };
    const nodes = [old ?? before, now ?? after] as const;
    report.changed({ ...topic, kind: `response.link.${verb}` }, nodes, values);
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
    const header = { kind: "header", status, name: written } as const;
    if (old && now) {
      compareSerializedValue(old, now, { part: header, argument: undefined }, report);
      continue;
    }
    const need = (old ?? now)?.required ? "requiredHeader" : "optionalHeader";
    const kind = `response.${need}.${now ? "added" : "removed"}` as const;
    report.changed({ of: "part", kind, part: header }, [old ?? before, now ?? after], {
      before: old && written,
      after: now && written,
      isIn: old ? "base" : "revision",
      isTyped: report.isTyped && !report.isFlipped,
    });
  }
}

function compareProse(
  own: BodyPart | ResponsePart,
  before: Node,
  after: Node,
  report: OperationReport,
): void {
  const kind = `${report.subject(own)}.description.changed` as const;
  for (const field of fieldNames(own.kind === "body" ? "requestBody" : "response", "prose")) {
    const [old, now] = [before.raw[field], after.raw[field]];
    if (isSame(old, now)) continue;
    report.changed({ of: "part", kind, part: own }, [before, after], { before: old, after: now });
  }
}
