import { errorCode } from "./error-code.js";
import { DiskError } from "./file-kind.js";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EAGAIN: "it has no data to read, and may never have any",
  EEXIST: "expected a folder, but found a file",
  ENOTDIR: "expected a folder, but found a file",
  EISDIR: "expected a file, but found a folder",
  ENOENT: "there is no such file",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "the symbolic links form a loop",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
};

/** The reason of a file system error, in words for a person. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message } = error;
  return error instanceof DiskError ? message : (reasons[errorCode(error) ?? ""] ?? message);
}
