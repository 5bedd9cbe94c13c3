import { readPage } from "../../generator/capture/index.js";
import { factsOf } from "../../generator/capture/merge/facts.js";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { compareSpecs } from "../../generator/diff/index.js";
import { emit } from "../../generator/emit/index.js";
import { buildApi } from "../../generator/model/index.js";
import { specOf } from "../diff/support.js";

export const rooms = ["client", "gate", "capture"] as const;
export type Room = (typeof rooms)[number];

/** Whether a room makes a difference between two documents. */
export const notices: Readonly<Record<Room, (before: object, after: object) => boolean>> = {
  client: (before, after) => clientOf(before) !== clientOf(after),
  gate: (before, after) => {
    const [base, revision] = [specOf(before), specOf(after)];
    const counts = [compareSpecs(base, revision), compareSpecs(revision, base)].map(
      ({ findings }) => findings.length,
    );
    return counts.every((count) => count > 0);
  },
  capture: (before, after) => factsIn(before) !== factsIn(after),
};

/** All that a client is, and all that is said while it is made. */
function clientOf(document: object): string {
  try {
    const { api, warnings } = buildApi(specOf(document));
    const files = emit(api, [], "probe", { paths: true });
    return JSON.stringify([files, warnings.map(({ code, message }) => [code, message])]);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return JSON.stringify(error.diagnostics.map(({ code, message }) => [code, message]));
  }
}

/** What capture would merge into a spec of a page with this document, and where it says to call. */
function factsIn(document: object): string {
  const text = `# A page\n\n\`\`\`yaml\n${JSON.stringify(document, null, 2)}\n\`\`\`\n`;
  const page = { location: "a.md", fetchedAt: undefined, folder: [], title: undefined };
  const reading = readPage({ ...page, origin: "markdown", text });
  if (reading.kind !== "endpoint") return reading.kind;
  return JSON.stringify(
    reading.endpoints.map((endpoint) => [
      factsOf(endpoint),
      ...[endpoint.method, endpoint.path, endpoint.server, endpoint.title].map(
        (fact) => fact?.value,
      ),
    ]),
  );
}
