import type { Faker, Randomizer } from "@faker-js/faker";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";

export type { Faker } from "@faker-js/faker";

/**
 * Loads the package that makes names and addresses. Only `mock` needs it, and it is large, so it is
 * for its users to install.
 *
 * @throws DiagnosticError `mock-needs-faker`
 */
export async function loadFaker(
  load: () => Promise<typeof import("@faker-js/faker")> = () => import("@faker-js/faker"),
): Promise<Faker> {
  try {
    const { Faker: Class, base, en } = await load();
    return new Class({ locale: [en, base], randomizer: quickRandomizer() });
  } catch {
    throw new DiagnosticError([diagnose("mock-needs-faker", {})]);
  }
}

/**
 * Mulberry32. Each value of a mock has its own seed, and to seed the package's own randomizer takes
 * longer than all else about a value. The package takes the functions apart from their object.
 */
function quickRandomizer(): Randomizer {
  let state = 0;
  return {
    seed: (seed) => {
      state = [seed].flat()[0] ?? 0;
    },
    next: () => {
      state = (state + 0x6d2b79f5) | 0;
      const first = Math.imul(state ^ (state >>> 15), 1 | state);
      const second = (first + Math.imul(first ^ (first >>> 7), 61 | first)) ^ first;
      return ((second ^ (second >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
