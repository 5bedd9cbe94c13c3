import {
  clientFields,
  describeField,
  type Field,
  type Fields,
  type ImportExtension,
} from "../config-fields.js";
import { describeOutputs, type OptionDescription } from "../outputs/index.js";

/** The values for a new config file; an undefined field keeps its default. */
export interface NewConfig {
  readonly spec: string;
  readonly output: string;
  readonly name: string | undefined;
  readonly importExtension: ImportExtension;
  /** The reason for the choice of extension, in words. */
  readonly importExtensionBecause: string;
  /** Outputs that are turned on or off; the others keep their defaults. */
  readonly outputs: Readonly<Record<string, boolean>>;
}

/**
 * A config file with every setting and its meaning. Settings without a chosen value are commented
 * out, with their default as the value, or without one, so that removing `# ` alone changes
 * nothing.
 */
export function describeConfig(config: NewConfig): string {
  const { spec, output, client, outputs, ...others } = clientFields;
  const { importExtension, name, ...rest } = client.fields;
  const chosen = `importExtension: ${config.importExtension} # ${config.importExtensionBecause}`;
  return `# What \`tether\` generates the client from, and where it writes it. Paths are relative to this file.
# yaml-language-server: $schema=node_modules/spec-tether/config.schema.json

${comment(describeField(spec))}spec: ${toYaml(config.spec)}

${comment("tether only touches files there that it wrote.")}output: ${toYaml(config.output)}

client:
${comment(describeField(importExtension), "  ")}  ${chosen}
${
  config.name === undefined
    ? sampleOf("name", name, "  ")
    : `${comment(describeField(name), "  ")}  name: ${toYaml(config.name)}\n`
}${samplesOf(rest, "  ").join("")}
${comment(describeField(outputs))}${choiceOf(config.outputs)}
${samplesOf(others, "").join("\n")}`;
}

function samplesOf(fields: Fields, indentation: string, inside = ""): string[] {
  return Object.entries(fields).map(([name, field]) => sampleOf(name, field, indentation, inside));
}

/** @param inside the indentation after the `# `, if the setting is inside a commented-out one */
function sampleOf(name: string, field: Field, indentation: string, inside = ""): string {
  const head = `${indentation}# ${inside}${name}:`;
  // The comment must remain a comment when the lines around it are uncommented.
  const about = comment(describeField(field), `${indentation}${inside && `# ${inside}`}`);
  if (field.kind === "object") {
    return `${about}${head}\n${samplesOf(field.fields, indentation, `${inside}  `).join("")}`;
  }
  return `${about}${head}${"default" in field ? ` ${toYaml(field.default)}` : ""}\n`;
}

/** `outputs`, with what is chosen; without a choice it is commented out. */
function choiceOf(chosen: NewConfig["outputs"]): string {
  const keys = Object.keys(chosen);
  const known = describeOutputs().map(({ name }) => name);
  const own = keys.filter((key) => !known.includes(key));
  return `${keys.length > 0 ? "" : "# "}outputs:
${samplesOfOutputs(chosen)}${own.map((key) => `  ${toYaml(key)}: ${toYaml(chosen[key] ?? true)}\n`).join("")}`;
}

/**
 * Each built-in output with its default, or as it is chosen. An output that is on by default shows
 * its options. The options of another output would turn it on, so they are only named.
 */
function samplesOfOutputs(chosen: NewConfig["outputs"]): string {
  const sample = (name: string, depth: string, value: string, about: string) =>
    `${comment(about, `# ${depth}`)}# ${depth}${name}:${value}\n`;
  return describeOutputs()
    .map(({ name, about, isDefault, options }) => {
      const choice = chosen[name];
      if (choice !== undefined) return `${comment(about, "  ")}  ${name}: ${choice}\n`;
      if (!isDefault) return sample(name, "  ", " false", about + namesOf(options));
      const below = options.map(({ name: option, about: meaning, default: standard }) =>
        standard === undefined
          ? sample(option, "    ", "", meaning)
          : sample(option, "    ", ` ${toYaml(standard)}`, `${meaning} Default: ${standard}.`),
      );
      return sample(name, "  ", options.length > 0 ? "" : " true", about) + below.join("");
    })
    .join("");
}

function namesOf(options: readonly OptionDescription[]): string {
  const names = options.map(({ name }) => `\`${name}\``).join(", ");
  return names === "" ? "" : ` Or with options: ${names}.`;
}

const width = 100;

/** Text as comment lines. */
function comment(text: string, indentation = ""): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && indentation.length + 2 + last.length + 1 + word.length > width) {
      lines.push(word);
    } else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => `${indentation}# ${line}\n`).join("");
}

/** JSON is valid YAML, and quotes strings that would mean something else without quotes. */
const toYaml = (value: string | number | boolean): string => JSON.stringify(value);
