import { statusOf } from "../../../../openapi/index.js";
import { startsField } from "./field-lines.js";
import { type Heading, headingIn, isEnding, isNone } from "./interface-labels.js";
import type { Line } from "./page-lines.js";

/** The parts of a page, each as its lines. */
export interface Sections {
  /** From the path to the heading of the request. */
  readonly introduction: readonly Line[];
  /** The heading of the request; undefined if the page has none. */
  readonly request: Line | undefined;
  readonly parts: readonly Part[];
  readonly samples: readonly Line[];
  /** The heading of the responses; undefined if the page has none. */
  readonly responses: Line | undefined;
  readonly answers: readonly Answer[];
  /** Below `Response Example`, for all answers together. */
  readonly answerExamples: readonly Line[];
  readonly ending: readonly Line[];
}

/** A section of the request. */
export interface Part {
  readonly kind: "authorization" | "path" | "query" | "header" | "cookie" | "body";
  readonly heading: Line;
  /** What stands behind the heading on its line. */
  readonly media: string | undefined;
  readonly lines: readonly Line[];
  readonly example: readonly Line[];
}

/** One of the tabs of the responses. */
export interface Answer {
  readonly status: string;
  readonly name: string | undefined;
  readonly line: Line;
  readonly lines: readonly Line[];
  readonly example: readonly Line[];
}

/** No operation has more, and what follows would only be read for a hostile page. */
const maxAnswers = 200;

const parts = new Set<Heading>(["authorization", "path", "query", "header", "cookie", "body"]);

/** A media type, with what the page puts before it on its line. */
const mediaAtEnd =
  /^(.*?)\s*(?:JSON|XML|RAW)?((?:application|text|multipart|image|audio|video)\/[\w.+*-]+)$/i;

/** Splits a line into what stands before a media type at its end, and that. */
export function splitMedia(text: string): { before: string; media: string } | undefined {
  if (text.length > 200 || !text.includes("/")) return undefined;
  const [, before = "", media] = mediaAtEnd.exec(text) ?? [];
  return media === undefined ? undefined : { before: before.trim(), media: media.toLowerCase() };
}

/** Divides what follows the path. */
export function divide(lines: readonly Line[]): Sections {
  return new Divider(lines).run();
}

type Zone = "introduction" | "request" | "samples" | "responses" | "answerExamples" | "ending";

interface Open {
  readonly lines: Line[];
  readonly example: Line[];
  isExample: boolean;
}

class Divider {
  readonly #lines: readonly Line[];
  readonly #zones: Record<Zone, Line[]> = {
    introduction: [],
    request: [],
    samples: [],
    responses: [],
    answerExamples: [],
    ending: [],
  };
  readonly #parts: (Part & Open)[] = [];
  readonly #answers: (Answer & Open)[] = [];
  /** Answers of which only the tab was seen. */
  readonly #tabs = new Map<string, Open>();
  #zone: Zone = "introduction";
  #open: Open | undefined;
  #request: Line | undefined;
  #responses: Line | undefined;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  run(): Sections {
    for (const [at, line] of this.#lines.entries()) this.#take(line, at);
    return {
      introduction: this.#zones.introduction,
      request: this.#request,
      parts: this.#parts,
      samples: this.#zones.samples,
      responses: this.#responses,
      answers: this.#answers,
      answerExamples: this.#zones.answerExamples,
      ending: this.#zones.ending,
    };
  }

  #take(line: Line, at: number): void {
    // Below the path, the date may stand above the request.
    const ends = this.#zone !== "introduction" && isEnding(line.text);
    if (this.#zone === "ending" || ends) {
      this.#zone = "ending";
      this.#zones.ending.push(line);
      return;
    }
    if (this.#heading(line, at) || this.#answer(line)) return;
    if (this.#open) (this.#open.isExample ? this.#open.example : this.#open.lines).push(line);
    else this.#zones[this.#zone].push(line);
  }

  /** Whether the line is a heading that means something where it stands. */
  #heading(line: Line, at: number): boolean {
    const split = splitMedia(line.text);
    const heading = headingIn(split ? split.before : line.text);
    if (!heading || this.#isInsideField(at)) return false;
    if (heading === "responses" || heading === "samples" || heading === "response-example") {
      if (this.#zone === "introduction" && heading !== "responses") return false;
      if (heading === "responses" && this.#responses) return false;
      if (heading === "responses") this.#responses = line;
      this.#enter(heading === "response-example" ? "answerExamples" : heading);
      return true;
    }
    if (heading === "request") {
      if (this.#zone !== "introduction" || !this.#opensRequest(at + 1)) return false;
      this.#request = line;
      this.#enter("request");
      return true;
    }
    if (heading === "example") {
      if (!this.#open) return false;
      this.#open.isExample = true;
      return true;
    }
    if (!parts.has(heading)) return false;
    if (this.#zone === "introduction" && this.#opensRequest(at)) this.#enter("request");
    if (this.#zone !== "request") return false;
    // The header that carries a key is mostly called like the block that asks for it.
    if (heading === "authorization" && this.#parts.at(-1)?.kind === heading) return false;
    const part = {
      kind: heading as Part["kind"],
      heading: line,
      media: split?.media,
      lines: [],
      example: [],
      isExample: false,
    };
    this.#parts.push(part);
    this.#open = part;
    return true;
  }

  /** In a list of fields, the name of one may read like a heading of one word. */
  #isInsideField(at: number): boolean {
    const isWord = !/[\s/]/.test(this.#lines[at]?.text ?? "");
    const isList = this.#open !== undefined && !this.#open.isExample;
    return isWord && isList && startsField(this.#lines, at);
  }

  /**
   * Whether what stands here can follow the heading of the request: a description may hold the word
   * too.
   */
  #opensRequest(at: number): boolean {
    const line = this.#lines[at];
    if (!line) return true;
    const heading = headingIn(splitMedia(line.text)?.before ?? line.text);
    return (
      isNone(line.text) || (heading !== undefined && heading !== "request" && heading !== "example")
    );
  }

  #answer(line: Line): boolean {
    if (this.#zone !== "responses") return false;
    const found = readStatus(line.text);
    if (!found) return false;
    // A row of tabs names all answers first; the one that is open then follows by its status.
    const listed = this.#tabs.get(found.status);
    if (found.isOpened && listed) {
      this.#tabs.delete(found.status);
      this.#open = listed;
      return true;
    }
    // A tab stands in a row of tabs; further down, a description may end in a status too.
    if (!found.isLamp && !found.isOpened && this.#open && this.#open.lines.length > 0) return false;
    const answer = {
      status: found.status,
      name: found.name,
      line,
      lines: [],
      example: [],
      isExample: false,
    };
    if (this.#answers.length === maxAnswers) return false;
    if (!found.isLamp && !found.isOpened) this.#tabs.set(found.status, answer);
    this.#answers.push(answer);
    this.#open = answer;
    return true;
  }

  #enter(zone: Zone): void {
    this.#zone = zone;
    this.#open = undefined;
  }
}

interface Status {
  readonly status: string;
  readonly name: string | undefined;
  /** `🟢200 Success`: the form that nothing else has. */
  readonly isLamp: boolean;
  /** `HTTP Code: 200`: the tab whose content follows. */
  readonly isOpened: boolean;
}

const lamp = /^(?:🟢|🟠|🔴|🟡|🔵|⚪)\s*(\d{3}|[1-5]XX|default)\s*(.*)$/iu;
const opened = /^HTTP\s*(?:Code|状态码)\s*[:：]\s*(\d{3}|[1-5]XX|default)$/i;
const tab = /^(.{0,60})[(（](\d{3}|default)[)）]$/i;

function readStatus(text: string): Status | undefined {
  if (text.length > 200) return undefined;
  const [, ofLamp, rest = ""] = lamp.exec(text) ?? [];
  const make = (written: string, name: string, isLamp: boolean, isOpened: boolean) => {
    const status = statusOf(/^default$/i.test(written) ? "default" : written)?.toString();
    const title = name.trim() === "" ? undefined : name.trim();
    return status === undefined ? undefined : { status, name: title, isLamp, isOpened };
  };
  if (ofLamp !== undefined) return make(ofLamp, rest, true, false);
  const [, ofOpened] = opened.exec(text) ?? [];
  if (ofOpened !== undefined) return make(ofOpened, "", false, true);
  const [, name = "", ofTab] = tab.exec(text) ?? [];
  return ofTab === undefined ? undefined : make(ofTab, name, false, false);
}
