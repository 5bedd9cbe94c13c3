import {
  clientFields,
  describeField,
  type Field,
  type Fields,
  type ImportExtension,
} from "../config-fields.js";
import { describeOutputs, type OptionDescription } from "../outputs/index.js";

/** What stands in a new config file; what is undefined is left to the default. */
export interface NewConfig {
  readonly spec: string;
  readonly output: string;
  readonly name: string | undefined;
  readonly importExtension: ImportExtension;
  /** Where the choice of the extension comes from, in words. */
  readonly importExtensionBecause: string;
}

/**
 * A config file with every setting and its meaning. What is not decided is commented out with its
 * default as the value, or without one, so that taking away `# ` alone changes nothing.
 */
export function describeConfig(config: NewConfig): string {
  const { spec, output, client, ...others } = clientFields;
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
${samplesOf(others, "").join("\n")}`;
}

function samplesOf(fields: Fields, indentation: string, inside = ""): string[] {
  return Object.entries(fields).map(([name, field]) => sampleOf(name, field, indentation, inside));
}

/** @param inside the indentation behind the `# `, where what is around it is commented out, too */
function sampleOf(name: string, field: Field, indentation: string, inside = ""): string {
  const head = `${indentation}# ${inside}${name}:`;
  // The comment of a setting stays one when all around it is uncommented.
  const about = comment(describeField(field), `${indentation}${inside && `# ${inside}`}`);
  if (field.kind === "outputs") return `${about}${head}\n${samplesOfOutputs(indentation, inside)}`;
  if (field.kind === "object") {
    return `${about}${head}\n${samplesOf(field.fields, indentation, `${inside}  `).join("")}`;
  }
  return `${about}${head}${"default" in field ? ` ${toYaml(field.default)}` : ""}\n`;
}

/**
 * Each output of ours as it is by default. Below one that is made stand its options; those of
 * another would switch it on, so they are only named.
 */
function samplesOfOutputs(indentation: string, inside: string): string {
  const sample = (name: string, depth: string, value: string, about: string) => {
    const within = `${inside}${depth}`;
    const comments = comment(about, `${indentation}# ${within}`);
    return `${comments}${indentation}# ${within}${name}:${value}\n`;
  };
  return describeOutputs()
    .map(({ name, about, isDefault, options }) => {
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

/** Text as lines of a comment. */
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

/** As JSON, which YAML takes: it quotes what would mean something else without quotes. */
const toYaml = (value: string | number | boolean): string => JSON.stringify(value);
