import type { Operation } from "../../model/index.js";
import type { Finding, OperationName, TypeLocation } from "../finding.js";

/** What one line of the check file asks of one operation, or of the client as a whole. */
export interface TypeTest {
  readonly of: TestSubject;
  readonly about: "name" | "arguments" | "answer" | "error" | "result" | "options" | "type";
  readonly line: string;
  /** The compiler's complaint is a list of the members that are gone. */
  readonly listsMembers?: true;
  /** Key of the schema whose type it asks for. */
  readonly schema?: string;
  /**
   * What it is about, if that is one place in the arguments or the answer, and whose place it is.
   */
  readonly shown?: TypeLocation;
  readonly findings?: readonly Finding[];
}

/**
 * What is tried: an operation, a webhook, the client as a whole, or the names of the exported
 * types.
 */
export type TestSubject = OperationPair | WebhookPair | "client" | "types";

/** An operation in both versions; `after` is undefined if it is gone. */
export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation | undefined;
}

/** A webhook in both versions: what the caller gets is its payload, and gives the reply to it. */
export interface WebhookPair {
  readonly isHook: true;
  readonly before: WebhookMethod;
  readonly after: WebhookMethod | undefined;
}

/** What tells an operation, or a method of a webhook, from the others of its kind. */
export type OperationKey = Pick<OperationName, "method" | "path">;

export const keyOf = ({ method, path }: OperationKey): string => `${method} ${path}`;

/** A method of a webhook. */
export interface WebhookMethod extends OperationName {
  /** Name of the type of its event, if the client has one. */
  readonly event: string | undefined;
}
