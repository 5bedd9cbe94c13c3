import { createHash } from "node:crypto";

/**
 * The SHA-256 of a text, in hex. Git may check a file out with CRLF line ends, and the hash must be
 * the same on every system.
 */
export function hashOf(data: string | Uint8Array): string {
  return createHash("sha256").update(withLf(data)).digest("hex");
}

/** A text with LF line ends. */
export function withLf(data: string): string;
export function withLf(data: string | Uint8Array): string | Uint8Array;
export function withLf(data: string | Uint8Array): string | Uint8Array {
  if (typeof data === "string") return data.includes("\r\n") ? data.replaceAll("\r\n", "\n") : data;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  // In latin1 each byte is one character, so that no other byte changes.
  return bytes.includes("\r\n") ? Buffer.from(withLf(bytes.toString("latin1")), "latin1") : data;
}
