import { type Page, type Reading, readPage } from "../../generator/capture/index.js";
import { mergeCaptured } from "../../generator/capture/merge/index.js";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { compareSpecs } from "../../generator/diff/index.js";
import { buildApi } from "../../generator/model/index.js";
import { defaultChoice, makeFiles } from "../../generator/outputs/index.js";
import { specOf } from "../diff/support.js";

export const rooms = ["client", "diff", "capture"] as const;
export type Room = (typeof rooms)[number];

/** Whether a room makes a difference between two documents. */
export const detects: Readonly<
  Record<Room, (before: object, after: object) => boolean | Promise<boolean>>
> = {
  client: async (before, after) => (await clientOf(before)) !== (await clientOf(after)),
  diff: (before, after) => {
    const [base, revision] = [specOf(before), specOf(after)];
    const counts = [compareSpecs(base, revision), compareSpecs(revision, base)].map(
      ({ findings }) => findings.length,
    );
    return counts.every((count) => count > 0);
  },
  capture: isMerged,
};

/** All that a client is, and all that is said while it is made. */
async function clientOf(document: object): Promise<string> {
  try {
    const built = buildApi(specOf(document));
    const files = await makeFiles(built, [], "probe", { outputs: { ...defaultChoice, paths: {} } });
    return JSON.stringify([files, built.warnings.map(({ code, message }) => [code, message])]);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return JSON.stringify(error.diagnostics.map(({ code, message }) => [code, message]));
  }
}

/**
 * Whether what a page says makes a difference for a spec that says the other: it goes in, or is told,
 * or the page is about something else. Either way round: silence of a page denies nothing.
 */
function isMerged(before: object, after: object): boolean {
  const [one, other] = [readingOf(before), readingOf(after)];
  if (one.kind !== "endpoint" || other.kind !== "endpoint") return one.kind !== other.kind;
  const isTold = (spec: object, { endpoints, contradictions }: typeof one) => {
    const captured = endpoints.map((endpoint) => ({ page, endpoint, contradictions }));
    // Prose around the operations is in no page's power, and what is missing is entered.
    const text = JSON.stringify({ ...spec, info: { title: "T", version: "1" } });
    const { changes, conflicts } = mergeCaptured("openapi.yaml", captured, { text });
    return changes.length + conflicts.length > 0;
  };
  return isTold(before, other) || isTold(after, one);
}

const page: Page = {
  location: "a.md",
  fetchedAt: undefined,
  folder: [],
  title: undefined,
  origin: "markdown",
  text: "",
};

function readingOf(document: object): Reading {
  const text = `# A page\n\n\`\`\`yaml\n${JSON.stringify(document, null, 2)}\n\`\`\`\n`;
  return readPage({ ...page, text });
}
