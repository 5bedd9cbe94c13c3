import type { Operation } from "../../model/index.js";
import type { Finding, OperationName, TypeLocation } from "../finding.js";

/** What one line of the test file checks about one operation, or about the client as a whole. */
export interface TypeTest {
  readonly of: TestSubject;
  readonly about: "name" | "arguments" | "answer" | "error" | "result" | "options" | "type";
  readonly line: string;
  /** What is wrong, if that is known and the compiler would see nothing: its line is a comment. */
  readonly known?: string;
  /** The compiler's message is a list of the missing members. */
  readonly listsMembers?: true;
  /** Key of the schema whose type it tests. */
  readonly schema?: string;
  /** The place in the arguments or the response, if it tests a single place, and its finding. */
  readonly shown?: TypeLocation;
  readonly findings?: readonly Finding[];
}

/**
 * The subject of a test: an operation, a webhook, the client as a whole, or the names of the
 * exported types.
 */
export type TestSubject = OperationPair | WebhookPair | "client" | "types";

/** An operation in both versions; `after` is undefined if it was removed. */
export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation | undefined;
}

/** A webhook in both versions: the caller receives its payload, and sends the reply. */
export interface WebhookPair {
  readonly isHook: true;
  readonly before: WebhookMethod;
  readonly after: WebhookMethod | undefined;
}

/** The fields that identify an operation, or a method of a webhook. */
export type OperationKey = Pick<OperationName, "method" | "path">;

export const keyOf = ({ method, path }: OperationKey): string => `${method} ${path}`;

/** A method of a webhook. */
export interface WebhookMethod extends OperationName {
  /** Name of the type of its event, if the client has one. */
  readonly event: string | undefined;
}
