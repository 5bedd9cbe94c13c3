import type { OperationDescriptor } from "./operation.js";

/**
 * Operations whose method or path no source documents. `"allow"` lets all of them through, a list
 * of operation ids those alone.
 */
export type InferredOption = "allow" | readonly string[];

/** Thrown in place of a request whose method or path is only inferred. Nothing was sent. */
export class InferredOperationError extends Error {
  override readonly name: string = "InferredOperationError";
  readonly operationId: string;
  readonly method: string;
  /** The inferred path template. */
  readonly path: string;

  constructor({ id, method, path, inferred }: OperationDescriptor) {
    const aspects = Object.entries(inferred?.levels ?? {});
    const known = ["documented", "inferred", "undocumented"].flatMap((level) => {
      const names = aspects.filter(([, value]) => value === level).map(([name]) => name);
      return names.length > 0 ? [`${level}: ${names.join(", ")}`] : [];
    });
    super(
      `${id} was not sent, because no source documents it as ${method} ${path}. ` +
        `${inferred?.because} (${known.join("; ")}). ` +
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
