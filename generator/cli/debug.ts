import { relative } from "node:path";
import { onAccess, tool } from "../disk/index.js";

/** What `--debug` prints: each phase, file and address of a run, and how long they took. */
export interface Debug {
  /** A phase begins, and with that the one before it ends. */
  phase(step: string): void;
  end(exitCode: number): void;
}

/** @param print receives each line, without its end */
export function startDebug(print: (line: string) => void): Debug {
  const start = performance.now();
  const since = (from: number) => `${((performance.now() - from) / 1000).toFixed(3)} s`;
  const say = (what: string, text: string) =>
    print(`debug ${since(start).padStart(9)}  ${what.padEnd(7)}  ${text}`);
  let current: { readonly step: string; readonly from: number } | undefined;
  const finish = () => {
    if (current) say("took", `${since(current.from)}: ${current.step}`);
    current = undefined;
  };
  say("run", `${tool}, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
  const stop = onAccess(({ did, what, bytes, ms }) => {
    const size = bytes === undefined ? "" : `, ${bytes} B`;
    const time = ms === undefined ? "" : `, ${ms.toFixed(1)} ms`;
    say(did, `${fromHere(what)}${size}${time}`);
  });
  return {
    phase(step) {
      finish();
      current = { step, from: performance.now() };
      say("phase", step);
    },
    end(exitCode) {
      finish();
      stop();
      say("end", `exit code ${exitCode}`);
    },
  };
}

/** Paths outside of the current folder stay as they are; `../../..` would say less. */
function fromHere(what: string): string {
  const path = relative(process.cwd(), what);
  return what.startsWith("/") && !path.startsWith("..") && path !== "" ? path : what;
}
