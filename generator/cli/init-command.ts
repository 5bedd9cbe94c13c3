import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { defaultConfigFile } from "../config/index.js";
import { clientFields, type ImportExtension } from "../config-fields.js";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { errorCode, tool } from "../disk/index.js";
import { generateFirst } from "../generate/index.js";
import { isOneOf } from "../narrowing.js";
import {
  findSpecs,
  importsBelow,
  installationOf,
  installPackages,
  knowsNode,
  missingPackagesOf,
  type PackageManager,
  packageManagerOf,
  packageManagers,
  projectAround,
} from "../project/index.js";
import { describeConfig } from "./config-template.js";
import { Stopped } from "./conversation.js";
import { choiceOf, clientFlags, command, type ExitCode } from "./define-command.js";
import { printAll } from "./generate-command.js";
import { packagesOfOutputs, readOutputs } from "./init-outputs.js";
import { type Answers, askAll } from "./init-questions.js";
import type { Terminal } from "./terminal.js";

export const initCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    spec: {
      type: "string",
      value: "FILE",
      help: "the OpenAPI document, a path or a URL (default: one found in this folder)",
    },
    out: clientFlags.out,
    name: clientFlags.name,
    outputs: {
      ...clientFlags.outputs,
      help: "write only these outputs and what they need (default: types,enums,client)",
    },
    "import-extension": {
      ...clientFlags["import-extension"],
      help: "how the client's files import each other (default: from the nearest tsconfig.json)",
    },
    "package-manager": {
      type: "string",
      value: packageManagers.join("|"),
      help: "what installs packages (default: from package.json or the lock file)",
    },
    install: { type: "boolean", help: "install packages that the outputs need, without asking" },
    "no-install": { type: "boolean", help: "install nothing, and do not ask" },
    generate: {
      type: "boolean",
      help: "generate the client too, and fetch a spec that is a URL; on a terminal this is the default",
    },
    yes: {
      type: "boolean",
      help: "ask nothing, take the defaults, and write the config file only, unless --install or --generate is given; the default where there is no terminal",
    },
    force: { type: "boolean", help: "overwrite an existing config file" },
  },
  async run(flags, _, terminal) {
    const { force = false, yes = false, generate = false } = flags;
    const asks = terminal.canAsk && !yes;
    const given = {
      install: installOf(flags),
      manager: managerOf(flags["package-manager"]),
      extension: choiceOf("import-extension", flags),
      outputs: flags.outputs === undefined ? undefined : readOutputs(flags.outputs),
    };
    if (!force && existsSync(defaultConfigFile)) throw alreadyThere();
    let answers: Answers;
    try {
      answers = await (asks ? askPerson : answerByDefault)(flags, given, terminal);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      terminal.problem("tether: stopped; nothing was written.");
      return 2;
    }
    const { out } = answers;
    const lack = missingPackagesOf(out, packagesOfOutputs(answers.outputs));
    if (given.install && lack && projectAround(out) === undefined) {
      const why = `--install: there is no package.json with a name in this folder or above it; \`npm init -y\` makes one`;
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    const extension = await writeConfig(answers, flags.name, given.extension, force);
    const problems =
      lack && answers.install && projectAround(out) !== undefined
        ? await install(lack, given.manager, terminal)
        : [];
    const code =
      generate || (asks && answers.spec !== undefined)
        ? await generateClient(answers, extension, terminal)
        : sayWhatIsNext(answers, terminal);
    terminal.diagnostics(problems);
    return problems.length > 0 ? 2 : code;
  },
});

interface Given {
  readonly install: boolean | undefined;
  readonly manager: PackageManager | undefined;
  readonly extension: ImportExtension | undefined;
  readonly outputs: Answers["outputs"] | undefined;
}

interface Paths {
  readonly spec?: string;
  readonly out?: string;
}

const defaultOut = clientFields.output.default;
/** What a config file names if there is no spec yet. */
const laterSpec = "openapi.yaml";

async function answerByDefault(
  { spec, out = defaultOut }: Paths,
  { outputs = {}, install = false }: Given,
  terminal: Terminal,
): Promise<Answers> {
  const [first, ...others] = spec === undefined ? findSpecs(".") : [spec];
  if (others.length > 0) {
    terminal.problem(`tether: took ${first}; there is also ${others.join(", ")} (--spec)`);
  }
  return { spec: first, out, outputs, install };
}

function askPerson({ spec, out }: Paths, given: Given, terminal: Terminal): Promise<Answers> {
  return terminal.converse((conversation) =>
    askAll(conversation, {
      ...{ specs: findSpecs("."), spec, out, defaultOut },
      ...{ outputs: given.outputs, install: given.install },
      describe: (folder) => {
        const imports = importsBelow(folder);
        return given.extension
          ? []
          : [`Imports: ${shownImport(imports.extension)} (${imports.because})`];
      },
      lack: (folder, outputs) => {
        const lack = missingPackagesOf(folder, packagesOfOutputs(outputs));
        const project = projectAround(folder);
        const manager = project && (given.manager ?? packageManagerOf(project).manager);
        return lack && { packages: lack.packages, manager };
      },
    }),
  );
}

const shownImport = (extension: ImportExtension): string =>
  `./client${extension === "none" ? "" : `.${extension}`}`;

/** Undefined if no flag says it. */
function installOf(flags: {
  readonly install?: boolean;
  readonly "no-install"?: boolean;
}): boolean | undefined {
  const { install, "no-install": not } = flags;
  if (install && not) {
    const why = "--install and --no-install contradict each other";
    throw new DiagnosticError([diagnose("config-invalid", { why })]);
  }
  return install ? true : not ? false : undefined;
}

function managerOf(given: string | undefined): PackageManager | undefined {
  if (given === undefined || isOneOf(packageManagers, given)) return given;
  const why = `--package-manager must be one of ${packageManagers.join(", ")}`;
  throw new DiagnosticError([diagnose("config-invalid", { why })]);
}

function alreadyThere(): DiagnosticError {
  const why = `${defaultConfigFile} already exists; nothing was changed. --force overwrites it`;
  return new DiagnosticError([diagnose("config-invalid", { why })]);
}

async function writeConfig(
  { spec = laterSpec, out, outputs }: Answers,
  name: string | undefined,
  extension: ImportExtension | undefined,
  force: boolean,
): Promise<ImportExtension> {
  const found = extension ? { extension, because: "--import-extension" } : importsBelow(out);
  const text = describeConfig({
    ...{ spec, output: out, name, outputs },
    importExtension: found.extension,
    importExtensionBecause: found.because,
  });
  try {
    await writeFile(defaultConfigFile, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    if (errorCode(error) === "EEXIST") throw alreadyThere();
    const why = `cannot write ${defaultConfigFile}: ${error instanceof Error ? error.message : String(error)}`;
    throw new DiagnosticError([diagnose("config-invalid", { why })]);
  }
  return found.extension;
}

/** The packages come from the table of outputs; no spec and no config file names any. */
async function install(
  { packages, folder }: { readonly packages: readonly string[]; readonly folder: string },
  manager: PackageManager | undefined,
  terminal: Terminal,
): Promise<Diagnostic[]> {
  const installation = installationOf(folder, packages, manager);
  const { command: line } = installation;
  terminal.progress(`running ${line}`);
  const done = await installPackages(installation, packages);
  return done.ok ? [] : [diagnose("install-failed", { command: line, why: done.why })];
}

function sayWhatIsNext({ spec = laterSpec, out, outputs }: Answers, terminal: Terminal): ExitCode {
  const lack = missingPackagesOf(out, packagesOfOutputs(outputs));
  const first = lack ? `\`${lack.command}\`, then ` : "";
  if (/^https?:/i.test(spec) || existsSync(spec)) {
    terminal.result(`${defaultConfigFile} written. Next: ${first}\`npx spec-tether generate\`.`);
    return 0;
  }
  terminal.result(`${defaultConfigFile} written.`);
  terminal.problem(
    `tether: ${spec} does not exist yet. Put the OpenAPI document there, or edit \`spec\` in ${defaultConfigFile}; then run ${first}\`npx spec-tether generate\`.`,
  );
  return 0;
}

async function generateClient(
  { out }: Answers,
  extension: ImportExtension,
  terminal: Terminal,
): Promise<ExitCode> {
  terminal.result(`${defaultConfigFile} written.`);
  const { file, module } = besides(out, extension);
  const { outcome, firstCall } = await generateFirst(
    { onProgress: terminal.progress },
    { module, knowsNode: knowsNode(dirname(file)) },
  );
  printAll([outcome], terminal);
  if (outcome.error) {
    terminal.problem(
      `tether: ${defaultConfigFile} was kept. When this is corrected, run \`npx spec-tether generate\`.`,
    );
    return 2;
  }
  sayHowToKeep(out, terminal);
  if (!firstCall) return 0;
  const { operation, variables, text } = firstCall;
  const what =
    operation === undefined ? "A receiver of its webhooks" : `A first call, ${operation}`;
  const reads = variables.length > 0 ? `; it reads ${variables.join(", ")}` : "";
  terminal.result(`${what}, for example in ${terminal.path(file)}${reads}:`);
  terminal.document(`\n${text}`);
  return 0;
}

/** A file beside the client, and how that imports it. */
function besides(out: string, extension: ImportExtension) {
  const folder = resolve(out);
  const end = extension === "none" ? "" : `/index.${extension}`;
  // The client takes the whole of the current folder: then the file is in it.
  return folder === process.cwd()
    ? { file: join(folder, "first-call.ts"), module: `.${end || "/index"}` }
    : { file: join(dirname(folder), "first-call.ts"), module: `./${basename(folder)}${end}` };
}

/** Other machines get the same client only from the same version. */
function sayHowToKeep(out: string, terminal: Terminal): void {
  const wanted = tool.replace(" ", "@");
  const lack = projectAround(out) === undefined ? undefined : missingPackagesOf(out, [wanted]);
  if (!lack) return;
  const { command: line } = installationOf(lack.folder, lack.packages, undefined, true);
  terminal.result(`Keep this version of the tool for everyone: \`${line}\``);
}
