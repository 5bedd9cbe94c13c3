import { readFileSync, readlinkSync } from "node:fs";
import { errorCode } from "../disk/index.js";

/** A process, told apart from a later one that has its number. */
export interface ProcessName {
  readonly pid: number;
  /** Where the number counts: this start of this machine, this container; undefined if unknown. */
  readonly system: string | undefined;
  /** When it began, in the system's own count; undefined if unknown. */
  readonly started: string | undefined;
}

/** Nobody writes for as long as this, in milliseconds. */
const longest = 10 * 60 * 1000;

export function thisProcess(): ProcessName {
  return { pid: process.pid, system: system(), started: startOf(process.pid) };
}

/**
 * Whether a process still runs. Where the system does not tell that surely, one that was seen a
 * short time ago is taken for running.
 *
 * @param seen when it was seen last, in milliseconds since 1970
 */
export function isRunning(other: ProcessName, seen: number): boolean {
  const { system, started } = thisProcess();
  if (started !== undefined && system !== undefined && other.system === system) {
    return startOf(other.pid) === other.started;
  }
  if (Math.abs(Date.now() - seen) > longest) return false;
  // A number of another system says nothing here.
  return other.system !== system || exists(other.pid);
}

/** Undefined where there is no /proc of Linux. */
function system(): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return undefined;
  }
}

/** The 22nd field of /proc/PID/stat. The second is a name in parentheses that may hold anything. */
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
