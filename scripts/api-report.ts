/**
 * `npm run api-report`: writes what code that imports the tool, or a client, is promised:
 * generator/api/*.api.md, made by API Extractor. Ends with 1 if something promised has no
 * description, or a type that is not promised itself.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type IExtractorMessagesConfig,
} from "@microsoft/api-extractor";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));

/** An entry point, by its report. */
interface Entry {
  readonly source: string;
  /** Types that its own refer to, and that are not promised; with the reason. */
  readonly unpromised: Readonly<Record<string, string>>;
}

const ofDescriptors = "for the functions of operations, which come with the client";
const ofErrors = "for constructors, which only the client calls";
const spelled = "what is promised spells out what it is for each operation";

export const entries: Readonly<Record<string, Entry>> = {
  "generator/api/spec-tether.api.md": {
    source: "generator/index.ts",
    unpromised: {
      catalogue: "Code is its keys, which docs/diagnostics.md lists",
      IdOf: "RuleId is made with it; docs/rules.md lists the ids",
      RuleSubject: "as IdOf",
    },
  },
  "generator/api/outputs.api.md": { source: "generator/outputs/output-api.ts", unpromised: {} },
  "generator/api/runtime.api.md": {
    source: "generator/runtime/index.ts",
    unpromised: {
      OperationDescriptor: ofDescriptors,
      HeaderMap: ofDescriptors,
      PreparedRequest: ofDescriptors,
      UnreadResponse: ofDescriptors,
      RequestInfo_2: ofErrors,
      ResponseHead: ofErrors,
      Fetch: "its description is with the option",
      HeaderOptions: "texts by name",
      Written: spelled,
      ErrorOf: spelled,
      OtherStatus4XX: spelled,
      StatusWithClass: spelled,
      Without: spelled,
    },
  },
};

/** A report, and what is wrong with what it reports. */
export interface ApiReport {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly string[];
}

/** The reports of the source as it is now. */
export function makeApiReports(): ApiReport[] {
  // Not below node_modules: what is there is another package to API Extractor.
  const folder = mkdtempSync(join(tmpdir(), "tether-api-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "api", version: "0.0.0" }));
    declare(folder);
    return Object.entries(entries).map(([path, entry]) => report(folder, path, entry));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the declarations of the entry points and of whatever they import, as packages have them. */
function declare(folder: string): void {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, "generator/tsconfig.build.json"),
    {
      declaration: true,
      emitDeclarationOnly: true,
      noCheck: true,
      rootDir: root,
      outDir: folder,
      stripInternal: true,
      incremental: false,
    },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (!config) throw new Error("generator/tsconfig.build.json cannot be read");
  const sources = Object.values(entries).map(({ source }) => join(root, source));
  ts.createProgram(sources, config.options).emit();
}

const messages: IExtractorMessagesConfig = {
  // The compiler checks the source, and whether comments are TSDoc is nobody's promise.
  compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
  tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
  extractorMessageReporting: {
    default: { logLevel: ExtractorLogLevel.None },
    "ae-forgotten-export": { logLevel: ExtractorLogLevel.Warning },
    "ae-undocumented": { logLevel: ExtractorLogLevel.Warning },
    "ae-unresolved-link": { logLevel: ExtractorLogLevel.Warning },
  },
};

function report(folder: string, path: string, { source, unpromised }: Entry): ApiReport {
  const declarations = join(folder, source.replace(/\.ts$/, ".d.ts"));
  const out = join(folder, "reports");
  mkdirSync(out, { recursive: true });
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: declarations,
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            ...{ target: "es2023", lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"] },
            ...{ module: "nodenext", strict: true, skipLibCheck: true, types: [] },
          },
          files: [declarations],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: basename(path, ".api.md"),
        reportFolder: out,
        reportTempFolder: join(out, "temp"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages,
    },
  });
  const problems: string[] = [];
  const missing = new Set(Object.keys(unpromised));
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true;
      const { messageId, text, logLevel, sourceFilePath = "", sourceFileLine = 0 } = message;
      if (logLevel === ExtractorLogLevel.Error || messageId.startsWith("ae-")) {
        if (logLevel === ExtractorLogLevel.None) return;
        const [, name = ""] = /^The symbol "([^"]+)"/.exec(text) ?? [];
        if (messageId === "ae-forgotten-export" && missing.delete(name)) return;
        if (messageId === "ae-forgotten-export" && name in unpromised) return;
        // That of an error is the name of its class.
        if (text === 'Missing documentation for "name".') return;
        const file = sourceFilePath.replace(`${folder}/`, "").replace(/\.d\.ts$/, ".ts");
        problems.push(`${file}:${sourceFileLine}: ${messageId}: ${text}`);
      }
    },
  });
  problems.push(...[...missing].map((name) => `${path}: nothing needs ${name} any more`));
  const text = readFileSync(join(out, basename(path)), "utf8").replace(
    '## API Report File for "api"',
    `## \`${source}\`: what is promised\n\n> \`npm run api-report\``,
  );
  return { path, text, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, text, problems } of makeApiReports()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
  }
}
