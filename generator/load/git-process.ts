import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { trace } from "../disk/index.js";

/** Lists of files are text, and no list is longer. */
const maxBytes = 200_000_000;

// No hooks, helpers or monitors: a repository may contain anything.
const safe = ["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"];
const environment = () => ({
  ...process.env,
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_LAZY_FETCH: "1",
  // Our code compares git's messages.
  LC_ALL: "C",
});

export interface GitOutput {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs git once, without a shell or prompts, and without a network unless the arguments ask for it.
 *
 * @param seconds after which it is ended, which is a failure; default: never
 * @param own variables besides those of the environment
 * @throws DiagnosticError `git-missing`, or `git-failed` if git was ended
 */
export function runGit(
  folder: string,
  args: readonly string[],
  seconds = 0,
  own: Readonly<Record<string, string>> = {},
): Promise<GitOutput> {
  const options = {
    cwd: folder,
    env: { ...environment(), ...own },
    maxBuffer: maxBytes,
    encoding: "utf8",
  } as const;
  return new Promise((done, reject) => {
    const limits = { ...options, timeout: seconds * 1000 };
    const start = performance.now();
    execFile("git", [...safe, ...args], limits, (error, out, err) => {
      // Its other arguments may be an address with a token.
      trace({ did: "ran git", what: args[0] ?? "", ms: performance.now() - start });
      const code = error?.code;
      if (code === "ENOENT") reject(missing());
      else if (error && typeof code !== "number") reject(gitFailed(error.message));
      else done({ code: error ? Number(code) : 0, out, err });
    });
  });
}

/** @param err what git said */
export function gitFailed(err: string): DiagnosticError {
  const why = err.trim().split("\n")[0] || "it gave no reason";
  return new DiagnosticError([diagnose("git-failed", { why })]);
}

function missing(): DiagnosticError {
  return new DiagnosticError([diagnose("git-missing", {})]);
}

/** An object of a repository: a file (`blob`), a folder (`tree`), … */
export interface GitObject {
  /** In hex. */
  readonly hash: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface Header {
  readonly hash: string;
  readonly type: string;
  readonly size: number;
}

interface Request {
  readonly name: string;
  readonly maxBytes: number;
  readonly done: (object: GitObject | "missing" | "too large") => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Reads objects with one process, `git cat-file --batch`, however many there are. It starts with
 * the first object, does not keep the program alive, and starts again if it was closed.
 */
export class GitObjects {
  readonly #folder: string;
  #child: ChildProcessWithoutNullStreams | undefined;
  /** In the order in which git answers. */
  #waiting: Request[] = [];
  #chunks: Buffer[] = [];
  #size = 0;
  #header: Header | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param name a hash, or what git resolves to an object; without line ends
   * @param maxBytes of a larger object nothing is kept
   */
  read(name: string, maxBytes: number): Promise<GitObject | "missing" | "too large"> {
    return new Promise((done, fail) => {
      const request = { name, maxBytes, done, fail };
      this.#waiting.push(request);
      this.#send([request]);
    });
  }

  /** Has no effect while an object is being read. */
  close(): void {
    if (this.#waiting.length > 0) return;
    this.#child?.stdin.end();
    this.#child = undefined;
  }

  #send(requests: readonly Request[]): void {
    this.#child ??= this.#start();
    hold(this.#child, true);
    for (const { name } of requests) this.#child.stdin.write(`${name}\n`);
  }

  #start(): ChildProcessWithoutNullStreams {
    const options = { cwd: this.#folder, env: environment() };
    const child = spawn("git", [...safe, "cat-file", "--batch"], options);
    trace({ did: "ran git", what: "cat-file" });
    let err = "";
    const stop = (error: DiagnosticError) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#forget();
      for (const { fail } of this.#waiting.splice(0)) fail(error);
    };
    const [input, answers, complaints] = child.stdio;
    answers.on("data", (chunk: Buffer) => {
      if (this.#child === child) this.#take(chunk);
    });
    complaints.setEncoding("utf8").on("data", (text: string) => {
      err = (err + text).slice(0, 2000);
    });
    // Git has ended; `close` says why.
    input.on("error", () => undefined);
    child.on("error", (error) =>
      stop("code" in error && error.code === "ENOENT" ? missing() : gitFailed(error.message)),
    );
    child.on("close", () => stop(gitFailed(err)));
    return child;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (let request = this.#waiting[0]; request; request = this.#waiting[0]) {
      this.#header ??= this.#readHeader();
      const header: Header | undefined = this.#header;
      if (!header) return;
      if (header.type === "missing") request.done("missing");
      else if (header.size > request.maxBytes) {
        this.#waiting.shift();
        request.done("too large");
        this.#startAgain();
        return;
      } else {
        // A line end follows the content.
        if (this.#size <= header.size) return;
        const bytes = this.#takeBytes(header.size + 1).subarray(0, header.size);
        request.done({ hash: header.hash, type: header.type, bytes });
      }
      this.#header = undefined;
      this.#waiting.shift();
    }
    if (this.#child) hold(this.#child, false);
  }

  /** `HASH TYPE SIZE`, or `NAME missing`; undefined if the line is not complete yet. */
  #readHeader(): Header | undefined {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const end = all?.indexOf(0x0a) ?? -1;
    if (end < 0) return undefined;
    const line = this.#takeBytes(end + 1).toString("utf8", 0, end);
    const [, hash = "", type = "missing", size = "0"] = /^(\w+) (\w+) (\d+)$/.exec(line) ?? [];
    return { hash, type, size: Number(size) };
  }

  #takeBytes(count: number): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const taken = all?.subarray(0, count) ?? Buffer.alloc(0);
    const rest = all?.subarray(count) ?? Buffer.alloc(0);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
    return taken;
  }

  /** Git would write all of an object that is too large, so another process does the rest. */
  #startAgain(): void {
    this.#child?.kill();
    this.#child = undefined;
    this.#forget();
    if (this.#waiting.length > 0) this.#send(this.#waiting);
  }

  #forget(): void {
    this.#chunks = [];
    this.#size = 0;
    this.#header = undefined;
  }
}

/** Whether the program waits for a process; an idle one ends with the program. */
function hold(child: ChildProcessWithoutNullStreams, isHeld: boolean): void {
  for (const each of [child, ...child.stdio.slice(0, 3)]) {
    // The streams of a process are sockets, which their types do not say.
    const { ref, unref } = each as { ref?(): void; unref?(): void };
    (isHeld ? ref : unref)?.call(each);
  }
}
