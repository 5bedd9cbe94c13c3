import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { FileTooLarge, readFileAt, reasonOf } from "../disk/index.js";
import { displayLocation } from "./document-location.js";

/** The bytes of a file; throws a DiagnosticError at the place that refers to it. */
export function readBytes(path: string, maxBytes: number, referrer?: Place): Uint8Array {
  const file = displayLocation(path);
  try {
    return readFileAt(path, { maxBytes, isLinkFollowed: true });
  } catch (error) {
    if (error instanceof FileTooLarge) throw tooLarge(file, maxBytes, referrer);
    throw unreadable(file, reasonOf(error), referrer);
  }
}

export function unreadable(path: string, why: string, referrer?: Place): DiagnosticError {
  return new DiagnosticError([diagnose("file-unreadable", { path, why }, referrer)]);
}

export function tooLarge(path: string, maxBytes: number, referrer?: Place): DiagnosticError {
  const megabytes = maxBytes / 1_000_000;
  return new DiagnosticError([diagnose("file-too-large", { path, megabytes }, referrer)]);
}
