import type { Change } from "./compare/change.js";
import type { OperationPart } from "./compare/operation-part.js";
import type { Root } from "./compare/schema-pairs.js";
import type { Step } from "./compare/schema-path.js";

/**
 * Names of changes, parts and schema paths, for messages and for fingerprints. People's allow lists
 * contain fingerprints, so changing a word here makes accepted findings new.
 */

/** The subject of a change. */
export function nameOf(change: Change): string {
  switch (change.of) {
    case "schema":
    case "operation":
    case "document":
      return change.name;
    case "parameter":
      return partName(change.part);
    case "argument":
      return change.from;
    case "security":
      return change.alternatives.map((schemes) => schemes.join(" and ")).join(" or ");
    case "part": {
      // An operation has only one body, so it needs no name.
      const part = change.part.kind === "body" ? "" : partName(change.part);
      return change.content ? `${part} ${contentName(change.content)}`.trim() : part;
    }
  }
}

export function partName(part: OperationPart): string {
  switch (part.kind) {
    case "parameter":
      return `${part.in} parameter "${part.name}"`;
    case "body":
      return "body";
    case "response":
      return part.status;
    case "header":
      return `${part.status} header "${part.name}"`;
    case "link":
      return part.name;
  }
}

/** The place of a schema in an operation: `200 application/json`, `query parameter "limit"`. */
export function rootName({ part, content }: Root): string {
  return content ? `${partName(part)} ${contentName(content)}` : partName(part);
}

function contentName({ type, isItem }: NonNullable<Root["content"]>): string {
  return isItem ? `${type} item` : type;
}

/** `lines[].mpn`; keywords and patterns in brackets. */
export function schemaPathName(steps: readonly Step[]): string {
  return steps.map(stepName).reduce((path, step) => {
    const isJoined = path === "" || step === "" || step.startsWith("[");
    return isJoined ? path + step : `${path}.${step}`;
  }, "");
}

function stepName(step: Step): string {
  switch (step.kind) {
    case "property":
      return step.name;
    case "map":
      return "*";
    case "pattern":
      return `(${step.pattern})`;
    case "items":
      return "[]";
    case "position":
      return `[${step.index}]`;
    case "keyword":
      return `(${step.name})`;
  }
}
