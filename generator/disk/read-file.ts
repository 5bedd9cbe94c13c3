import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
} from "node:fs";
import { kindOf, PathBlockedError } from "./file-kind.js";
import { trace } from "./trace.js";

export interface ReadOptions {
  /**
   * The largest file to read, in bytes; default: 500,000,000, about the maximum length of a string.
   */
  readonly maxBytes?: number;
  /** Whether to follow a link at the path, to a file; default: false. */
  readonly isLinkFollowed?: boolean;
}

/** The file is larger than the limit. */
export class FileTooLarge extends Error {
  constructor() {
    super("it is too large to read");
  }
}

/**
 * Linux shows its own state as files: the environment of a process, its memory, a log that blocks.
 * The numbers of these file systems: proc, sysfs, debugfs, tracefs.
 */
const ofTheSystem: ReadonlySet<number> = new Set([0x9fa0, 0x62656572, 0x64626720, 0x74726163]);

// Some systems lack the last two.
const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;

/**
 * The bytes of a file. Anything that is not a plain file is not opened: a pipe waits for a writer,
 * a device may have no end, and opening one may already have an effect.
 *
 * @throws PathBlockedError if it is not a plain file, FileTooLarge, or the system's error
 */
export function readFileAt(
  path: string,
  { maxBytes = 500_000_000, isLinkFollowed = false }: ReadOptions = {},
): Buffer {
  const start = performance.now();
  const found = isLinkFollowed ? statSync(path) : lstatSync(path);
  if (!found.isFile()) throw new PathBlockedError(path, kindOf(found), "file");
  if (process.platform === "linux" && ofTheSystem.has(statfsSync(path).type)) {
    throw new PathBlockedError(path, "device", "file", "a virtual file of the operating system");
  }
  // The path may have become a pipe in the meantime, so opening it must not block.
  const file = openSync(path, O_RDONLY | O_NONBLOCK | (isLinkFollowed ? 0 : O_NOFOLLOW));
  try {
    const opened = fstatSync(file);
    if (!opened.isFile()) throw new PathBlockedError(path, kindOf(opened), "file");
    if (opened.size > maxBytes) throw new FileTooLarge();
    const bytes = readAll(file, opened.size, maxBytes);
    trace({ did: "read", what: path, bytes: bytes.length, ms: performance.now() - start });
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** The size is a hint: files below /proc report none, and a file may grow while it is read. */
function readAll(file: number, size: number, maxBytes: number): Buffer {
  const parts: Buffer[] = [];
  let total = 0;
  for (let next = size + 1; ; next = 65_536) {
    const part = Buffer.allocUnsafe(next);
    const count = readSync(file, part);
    if (count === 0) break;
    total += count;
    if (total > maxBytes) throw new FileTooLarge();
    parts.push(part.subarray(0, count));
  }
  const [first, ...others] = parts;
  return first && others.length === 0 ? first : Buffer.concat(parts);
}
