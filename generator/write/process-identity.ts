import { readFileSync, readlinkSync } from "node:fs";
import { errorCode } from "../disk/index.js";

/** A process, distinguished from a later one with the same id. */
export interface ProcessName {
  readonly pid: number;
  /** Where the id is valid: this boot of this machine or container; undefined if unknown. */
  readonly system: string | undefined;
  /** When it started, in the system's own unit; undefined if unknown. */
  readonly started: string | undefined;
}

/** No run writes for as long as this, in milliseconds. */
const longest = 10 * 60 * 1000;

export function thisProcess(): ProcessName {
  return { pid: process.pid, system: system(), started: startOf(process.pid) };
}

/**
 * Whether a process is still running. If the system cannot tell, a process that wrote recently
 * counts as running.
 *
 * @param seen when it last wrote, in milliseconds since 1970
 */
export function isRunning(other: ProcessName, seen: number): boolean {
  const { system, started } = thisProcess();
  if (started !== undefined && system !== undefined && other.system === system) {
    return startOf(other.pid) === other.started;
  }
  if (Math.abs(Date.now() - seen) > longest) return false;
  // A process id of another system means nothing here.
  return other.system !== system || exists(other.pid);
}

/** Undefined without Linux's /proc. */
function system(): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return undefined;
  }
}

/**
 * The 22nd field of /proc/PID/stat. The second is a name in parentheses that may contain anything.
 */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
