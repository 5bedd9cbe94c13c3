import { readFile, stat } from "node:fs/promises";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { shown } from "./location.js";

/** The bytes of a file; throws a DiagnosticError, at the place that refers to it. */
export async function readBytes(
  path: string,
  maxBytes: number,
  referrer?: Place,
): Promise<Uint8Array> {
  const file = shown(path);
  try {
    const found = await stat(path);
    // A pipe or a device may never end.
    if (!found.isFile()) {
      throw unreadable(file, found.isDirectory() ? "it is a folder" : "it is no file", referrer);
    }
    if (found.size > maxBytes) throw tooLarge(file, maxBytes, referrer);
    return await readFile(path);
  } catch (error) {
    throw error instanceof DiagnosticError ? error : unreadable(file, reasonOf(error), referrer);
  }
}

export function unreadable(path: string, why: string, referrer?: Place): DiagnosticError {
  return new DiagnosticError([diagnose("file-unreadable", { path, why }, referrer)]);
}

export function tooLarge(path: string, maxBytes: number, referrer?: Place): DiagnosticError {
  const megabytes = maxBytes / 1_000_000;
  return new DiagnosticError([diagnose("file-too-large", { path, megabytes }, referrer)]);
}

function reasonOf(error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file",
    ENOTDIR: "there is no such file",
    EACCES: "permission denied",
    ENAMETOOLONG: "the name is too long",
    ELOOP: "links lead in a circle",
  };
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ""] ?? message;
}
