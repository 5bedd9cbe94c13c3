import { describeFound } from "../diagnostics/index.js";
import { isFields } from "../openapi/index.js";
import { type CustomOutput, type OutputFile, optionSchemaProblem } from "../outputs/index.js";

/*
 * Values from a custom module are checked before they are used. Each function returns its argument,
 * or throws an Error that says what is wrong with it.
 */

const members = ["name", "options", "claims", "packages", "files"];

export function validateOutput(found: unknown): CustomOutput {
  if (!isFields(found)) {
    throw new Error(`its default export must be an output, but is ${describeFound(found)}`);
  }
  const unknown = Object.keys(found).find((member) => !members.includes(member));
  if (unknown !== undefined) {
    throw new Error(
      `an output has no member ${JSON.stringify(unknown)}; its members are ${members.join(", ")}`,
    );
  }
  const { name, options, claims, packages, files } = found;
  if (typeof name !== "string" || !/^[\w@][\w@./-]{0,99}$/.test(name)) {
    throw new Error(`\`name\` must be a name, but is ${describeFound(name)}`);
  }
  if (!isTexts(packages)) {
    throw new Error(`\`packages\` must be a list of strings, but is ${describeFound(packages)}`);
  }
  for (const [member, value] of Object.entries({ claims, files })) {
    if (typeof value !== "function") {
      throw new Error(`\`${member}\` must be a function, but is ${describeFound(value)}`);
    }
  }
  const why = optionSchemaProblem(options);
  if (why !== undefined) throw new Error(why);
  return found as unknown as CustomOutput;
}

export function validateClaims(found: unknown): readonly string[] {
  if (!isTexts(found))
    throw new Error(`claims returned ${describeFound(found)} instead of a list of strings`);
  const odd = found.find((name) => !/^[A-Za-z_$][\w$]*$/.test(name));
  if (odd === undefined) return found;
  throw new Error(`claims returned ${JSON.stringify(odd)}, which is not a TypeScript identifier`);
}

export function validateFiles(found: unknown): readonly OutputFile[] {
  if (!Array.isArray(found))
    throw new Error(`files returned ${describeFound(found)} instead of a list`);
  return found.map((file: unknown, index) => {
    const { path, text } = isFields(file) ? file : {};
    for (const [member, value] of Object.entries({ path, text })) {
      if (typeof value === "string" && value === Buffer.from(value).toString()) continue;
      const what = typeof value === "string" ? "text with a lone surrogate" : describeFound(value);
      throw new Error(
        `\`${member}\` of file ${index + 1} must be well-formed text, but is ${what}`,
      );
    }
    return { path, text } as OutputFile;
  });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
