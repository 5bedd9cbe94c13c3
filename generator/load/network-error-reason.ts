import { errorCode } from "../disk/index.js";

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host name cannot be resolved",
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  UND_ERR_SOCKET: "the connection was closed",
  // Node's own message contains at most the name of our header.
  ERR_INVALID_CHAR: "a header contains a character that HTTP does not allow",
};

/**
 * The reason why a request failed, in words for a person. `fetch` puts the original error into
 * `cause`.
 */
export function networkErrorReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  if (cause instanceof Error) return networkErrorReason(cause);
  const code = errorCode(error) ?? "";
  if (/^(ERR_TLS|ERR_SSL|CERT|SELF|DEPTH|UNABLE)/.test(code)) return message;
  return reasons[code] ?? (code || message);
}
