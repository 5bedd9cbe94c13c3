import { ApiError, type RequestInfo } from "../errors.js";

/** Whether the data of answers is checked against its schema, and what comes of it. */
export type Validation = "off" | "report" | "strict";

/** An answer that does not match its schema. No value of it is here. */
export interface InvalidAnswer {
  /** The operation, as its function is called. */
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** The status of the response. */
  readonly status: number;
  readonly issues: readonly AnswerIssue[];
}

/** Something about an answer that its schema excludes. */
export interface AnswerIssue {
  /**
   * JSON Pointer of the value: `/lines/0/mpn`; empty for the answer itself. A name that no schema
   * lists may be a value, and is `*`.
   */
  readonly pointer: string;
  /** What excludes it, in JSON Schema's words: `type`. */
  readonly keyword: string;
  /** What the schema demands: `is not a string`. */
  readonly message: string;
}

/** The answer does not match its schema, and `validate` is "strict". */
export class InvalidAnswerError extends ApiError {
  override readonly name = "InvalidAnswerError";
  /** The status of the response. */
  readonly status: number;
  readonly issues: readonly AnswerIssue[];

  constructor(request: RequestInfo, { status, issues }: InvalidAnswer) {
    const [first] = issues;
    const more = issues.length > 1 ? `, and ${issues.length - 1} more` : "";
    const what = first ? `${first.pointer || "it"} ${first.message}${more}` : "";
    super(request, `status ${status}, but its body does not match its schema: ${what}`);
    this.status = status;
    this.issues = issues;
  }
}
