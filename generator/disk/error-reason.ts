import { DiskError } from "./file-kind.js";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EAGAIN: "it has nothing to read, and may never have",
  EEXIST: "a file stands where a folder is needed",
  ENOTDIR: "a file stands where a folder is needed",
  EISDIR: "a folder stands where a file is needed",
  ENOENT: "there is no such file",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "links lead in a circle",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
};

/** Why something of the disk failed, in words for a person. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  return error instanceof DiskError ? message : (reasons[code ?? ""] ?? message);
}
