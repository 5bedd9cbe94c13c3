import type { Call } from "../calls.js";
import { answerCalls } from "./calls/answers.js";
import { authCalls } from "./calls/auth.js";
import { bodyCalls } from "./calls/bodies.js";
import { fileCalls } from "./calls/files.js";
import { parameterCalls } from "./calls/parameters.js";

const all = [...parameterCalls, ...bodyCalls, ...fileCalls, ...answerCalls, ...authCalls];

/** The calls of a version. */
export function fastapiCalls(version: string): readonly Call[] {
  return all.filter(({ only }) => only === undefined || only === version);
}
