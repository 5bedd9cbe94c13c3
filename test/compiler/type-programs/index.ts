import { compositions } from "./compositions.js";
import { discriminators } from "./discriminators.js";
import { keywords } from "./keywords.js";
import type { TypeProgram } from "./type-program.js";

export { ref, text } from "./type-program.js";
export { discriminators };

export const shapes: Readonly<Record<string, TypeProgram>> = { ...compositions, ...keywords };

/** All of them. */
export const typePrograms: Readonly<Record<string, TypeProgram>> = { ...discriminators, ...shapes };
