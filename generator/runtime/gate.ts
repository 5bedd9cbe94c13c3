import type { OperationDescriptor } from "./operation.js";

/**
 * Operations whose method or path no source documents. `"allow"` lets all of them through, a list
 * of operation ids those alone.
 */
export type InferredOption = "allow" | readonly string[];

/**
 * Thrown in place of a request whose method or path no source documents. Nothing was sent. The
 * message says which of them that is, and why we believe in it.
 */
export class InferredOperationError extends Error {
  override readonly name: string = "InferredOperationError";
  readonly operationId: string;
  readonly method: string;
  /** The path template; it or the method is inferred. */
  readonly path: string;

  constructor({ id, method, path, inferred }: OperationDescriptor) {
    super(
      `${id} was not sent, because ${inferred} ` +
        `To call it all the same, make the client with { inferred: ["${id}"] } or { inferred: "allow" }. ` +
        `To make it documented, add the source to the operation's x-provenance in the spec and generate again.`,
    );
    this.operationId = id;
    this.method = method;
    this.path = path;
  }
}

/** Throws unless the operation is documented or the client allows it. */
export function passGate(operation: OperationDescriptor, option: InferredOption | undefined): void {
  if (!operation.inferred || option === "allow") return;
  // Text has `includes` too, and "getBomLine" would allow getBom.
  if (Array.isArray(option) && option.includes(operation.id)) return;
  throw new InferredOperationError(operation);
}
