import { fileURLToPath } from "node:url";
import { findPython, type PythonServer, startPython } from "../support/python.js";

const script = fileURLToPath(new URL("app/serve.py", import.meta.url));

/** Starts the server; undefined, and a line on the console, if this machine cannot run it. */
export async function startDrf(): Promise<PythonServer | undefined> {
  const python = findPython("rest_framework");
  if (python) return startPython(python, script);
  console.log("not run: python3-djangorestframework is not installed");
  return undefined;
}

const secret = "0123456789abcdef0123456789abcdef";
let keys = 0;

/** A key that nobody has used: its things are as at the start, its quota is full. */
export function newKey(): string {
  keys += 1;
  return `${String(keys).padStart(8, "0")}.${secret}`;
}
