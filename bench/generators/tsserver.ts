import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { root } from "../../test/consumers/package.js";

interface Latencies {
  readonly completion: readonly number[];
  readonly diagnostics: readonly number[];
}

const edits = 30;

/**
 * Opens a program in the language server and types into it; after each edit asks for completion
 * behind `cursor`, and for the file's errors. Milliseconds each; the first of each, which loads the
 * project, is left out.
 */
export async function latencies(file: string, program: string, cursor: string): Promise<Latencies> {
  const server = startServer(dirname(file));
  try {
    // The request is typed on a line of its own, which the edits put there and take away again.
    const line = program.split("\n").length;
    const base = { file };
    await server.tell("open", { ...base, fileContent: program, projectRootPath: dirname(file) });
    const completion: number[] = [];
    const diagnostics: number[] = [];
    for (let edit = 0; edit <= edits; edit++) {
      await server.tell("change", {
        ...base,
        ...{ line, offset: 1, endLine: line, endOffset: 1, insertString: cursor },
      });
      const offset = cursor.length + 1;
      const completed = await server.ask("completionInfo", { ...base, line, offset });
      if (completed.entries === 0) throw new Error(`nothing to complete behind ${cursor}`);
      const checked = await server.ask("semanticDiagnosticsSync", base);
      await server.tell("change", {
        ...base,
        ...{ line, offset: 1, endLine: line, endOffset: offset, insertString: "" },
      });
      if (edit === 0) continue;
      completion.push(completed.ms);
      diagnostics.push(checked.ms);
    }
    return { completion, diagnostics };
  } finally {
    server.stop();
  }
}

function startServer(cwd: string) {
  const tsserver = join(root, "node_modules/typescript/lib/tsserver.js");
  const child = spawn(process.execPath, [tsserver, "--disableAutomaticTypingAcquisition"], {
    cwd,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting = new Map<number, (body: unknown) => void>();
  let buffer = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    buffer += chunk;
    const lines = buffer.split("\n");
    buffer = lines.pop() ?? "";
    for (const text of lines) {
      if (!text.startsWith("{")) continue;
      const { type, request_seq, body } = JSON.parse(text) as {
        type: string;
        request_seq: number;
        body: unknown;
      };
      if (type !== "response") continue;
      waiting.get(request_seq)?.(body);
      waiting.delete(request_seq);
    }
  });
  let seq = 0;
  const send = (command: string, args: object): number => {
    seq += 1;
    child.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
    return seq;
  };
  return {
    /** These two commands have no answer. */
    async tell(command: "open" | "change", args: object): Promise<void> {
      send(command, args);
    },
    async ask(command: string, args: object): Promise<{ ms: number; entries: number }> {
      const start = performance.now();
      const id = send(command, args);
      const body = await new Promise<unknown>((resolve) => waiting.set(id, resolve));
      const entries = (body as { entries?: unknown[] } | undefined)?.entries?.length ?? 0;
      return { ms: performance.now() - start, entries };
    },
    stop: () => void child.kill(),
  };
}
