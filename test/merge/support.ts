import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { type CaptureReport, capturePages, writeCaptured } from "../../generator/capture/index.js";
import { type MergeResult, mergeCaptured } from "../../generator/capture/merge/index.js";
import type { Page } from "../../generator/capture/page.js";
import { readPage } from "../../generator/capture/readers/index.js";
import { type Files, makeFolder, readFiles, writeFiles } from "../support/generator.js";
import { type Fields, provenanceProblems } from "../support/provenance.js";

export const spec = fileURLToPath(new URL("../../spec/", import.meta.url));
export const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));

const vocabulary = JSON.parse(readFileSync(`${spec}provenance.schema.json`, "utf8")) as Fields;

/** A page with an OpenAPI fragment, as the `.md` twin of a page has it. */
export function twin(
  title: string,
  signature: string,
  operation: object,
  { id, folder = "Lots", schemas = {} }: { id?: string; folder?: string; schemas?: object } = {},
): string {
  const [method = "", path = ""] = signature.split(" ");
  const fragment = {
    openapi: "3.0.1",
    info: { title: "", description: "", version: "1.0.0" },
    paths: {
      [path]: {
        [method.toLowerCase()]: {
          summary: title,
          parameters: [],
          responses: {},
          ...operation,
          "x-apidog-folder": folder,
          ...(id && {
            "x-run-in-apidog": `https://app.apidog.com/web/project/1/apis/api-${id}-run`,
          }),
        },
      },
    },
    components: { schemas },
  };
  return `# ${title}\n\n## OpenAPI Specification\n\n\`\`\`yaml\n${JSON.stringify(fragment, null, 2)}\n\`\`\`\n`;
}

export function json(schema: object): object {
  return { description: "", content: { "application/json": { schema } } };
}

/** What pages change in a spec, without the files around it: faster than a project. */
export function mergePages(entry: string, ...texts: readonly string[]): MergeResult {
  const captured = texts.flatMap((text, index) => {
    const about = { fetchedAt: undefined, folder: [], title: undefined };
    const page: Page = { location: `page-${index + 1}.md`, origin: "markdown", text, ...about };
    const reading = readPage(page);
    if (reading.kind !== "endpoint") throw new Error(`read as ${reading.kind}: ${reading.because}`);
    const { endpoints, contradictions } = reading;
    return endpoints.map((endpoint) => ({ page, endpoint, contradictions }));
  });
  return mergeCaptured(entry, captured);
}

/** A spec in a folder of its own, and pages beside it that are captured into it. */
export class Project {
  readonly folder: string;

  constructor(files: Files | "this repository's") {
    this.folder = makeFolder(typeof files === "string" ? {} : files);
    if (typeof files === "string") {
      // Without the snapshots: each test says itself what was captured before.
      const isSpec = (path: string) => !path.includes("captures");
      cpSync(spec, join(this.folder, "spec"), { recursive: true, filter: isSpec });
    }
  }

  get entry(): string {
    return join(this.folder, "spec/openapi.yaml");
  }

  edit(file: string, change: (text: string) => string): void {
    const text = readFileSync(join(this.folder, file), "utf8");
    const edited = change(text);
    if (edited === text) throw new Error(`nothing to edit in ${file}`);
    writeFiles(this.folder, { [file]: edited });
  }

  /** What the pages would change. */
  async look(pages: Files | string): Promise<CaptureReport> {
    const source = typeof pages === "string" ? pages : makeFolder(pages);
    const cacheFolder = makeFolder();
    return capturePages({ sources: [source], target: this.entry, isNew: false, cacheFolder });
  }

  async capture(pages: Files | string): Promise<CaptureReport> {
    const report = await this.look(pages);
    await writeCaptured(report);
    return report;
  }

  files(): Record<string, string> {
    return readFiles(join(this.folder, "spec"));
  }

  read(file: string): Fields {
    return parse(readFileSync(join(this.folder, "spec", file), "utf8")) as Fields;
  }

  /** What breaks the rules of spec/README.md. */
  problems(): string[] {
    const root = join(this.folder, "spec");
    const names = readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => name.endsWith(".yaml") && !name.startsWith("captures/"));
    return provenanceProblems(new Map(names.map((name) => [name, this.read(name)])), vocabulary);
  }
}
