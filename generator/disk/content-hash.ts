import { createHash } from "node:crypto";

/**
 * The SHA-256 of a text, in hex. It is the same in a checkout in which git has made every line end
 * a CRLF: what is told from it must not depend on the system of whoever asks.
 */
export function hashOf(data: string | Uint8Array): string {
  return createHash("sha256").update(withLf(data)).digest("hex");
}

/** A text with the line ends of Unix. */
export function withLf(data: string): string;
export function withLf(data: string | Uint8Array): string | Uint8Array;
export function withLf(data: string | Uint8Array): string | Uint8Array {
  if (typeof data === "string") return data.includes("\r\n") ? data.replaceAll("\r\n", "\n") : data;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  // Bytes and characters are the same in latin1, so that no other byte changes.
  return bytes.includes("\r\n") ? Buffer.from(withLf(bytes.toString("latin1")), "latin1") : data;
}
