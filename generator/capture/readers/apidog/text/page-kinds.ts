import type { NotAnEndpoint } from "../../../fact.js";
import { isNoise, isNone, markIn } from "./interface-labels.js";
import type { Head } from "./operation-head.js";
import { readFields } from "./page-fields.js";
import type { Line } from "./page-lines.js";
import { isMethod } from "./page-methods.js";
import { type Part, type Sections, splitMedia } from "./page-sections.js";

export interface Kind {
  readonly kind: NotAnEndpoint;
  readonly because: string;
  readonly line: Line | undefined;
}

/** Names a page that holds no operation that can be read; undefined if it may hold one. */
export function classifyTextPage(
  lines: readonly Line[],
  head: Head | undefined,
  sections: Sections,
  hasSample: boolean,
): Kind | undefined {
  const socket = head ? [head.path] : lines;
  const address = socket.find(({ text }) => /^wss?:\/\/\S+$/.test(text));
  if (address && (head || !hasSample)) {
    return { kind: "socket", because: "its address is that of a WebSocket", line: address };
  }
  if (!head) {
    const webhook = findWebhook(lines);
    if (webhook) {
      return {
        kind: "webhook",
        because: "it describes a call that the vendor makes",
        line: webhook,
      };
    }
    return hasSample && sections.responses ? undefined : nameWithoutCall(lines, hasSample);
  }
  if (
    !sections.responses ||
    (sections.answers.length === 0 && sections.answerExamples.length === 0)
  ) {
    // A method with a path alone stands on the pages of other products, too.
    if (!sections.request && !sections.responses && sections.ending.length === 0) {
      const because = "it shows a call, but not as the pages of Apidog do";
      return { kind: "unreadable", because, line: head.path };
    }
    const because = "it ends before the responses, which every page of an operation has";
    return { kind: "truncated", because, line: lines.at(-1) };
  }
  const list = [...sections.parts, ...sections.answers].map(({ lines }) => readFields(lines));
  const hasFields = list.some(({ fields, root, union }) => fields.length > 0 || root || union);
  const bare = hasFields ? undefined : sections.parts.find(hasProse);
  if (!bare) return undefined;
  const because = "the names and types of its fields are lost; only their descriptions are left";
  return { kind: "without-fields", because, line: bare.heading };
}

function nameWithoutCall(lines: readonly Line[], hasSample: boolean): Kind | undefined {
  if (hasSample) return undefined;
  const { fields } = readFields(lines);
  const sure = fields.filter(({ isRequired }) => isRequired !== undefined);
  if (sure.length === 0) return undefined;
  const because = "it lists fields, but no method with a path";
  return { kind: "schema", because, line: sure[0]?.line };
}

/** `Webhook`, a method, and no path: what is called is the reader's own server. */
function findWebhook(lines: readonly Line[]): Line | undefined {
  const at = lines.findIndex(
    ({ text }, index) =>
      /^webhooks?$/i.test(text) &&
      lines.slice(index + 1, index + 4).some((line) => isMethod(line.text)),
  );
  return lines[at];
}

function hasProse(part: Part): boolean {
  if (part.kind === "authorization") return false;
  return part.lines.some(
    ({ text }) =>
      !isNoise(text) && !isNone(text) && !splitMedia(text) && markIn(text) === undefined,
  );
}
