import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSpec } from "../../../generator/load/index.js";
import { verifyRecordings } from "../../../generator/verify/index.js";
import { askPrism } from "./prism.js";
import { type RecordedSet, recordedIn } from "./recorded.js";
import { askRedocly } from "./redocly.js";

/** What a tool says of each recording, by the recording's name. */
export type Said = ReadonlyMap<string, readonly string[]>;

export interface Compared {
  readonly ours: Said;
  /** Of our findings, those that are notes. */
  readonly ourNotes: Said;
  readonly redocly: Said;
  readonly redoclyStrict: Said;
  readonly prism: Said;
  readonly prismStrict: Said;
}

const servers = [/^https:\/\/(?:api|eu|us)\.shop\.example\/v1/, /^https:\/\/files\.shop\.example/];

/**
 * Has this tool and the others judge the recordings of a set. The others do so twice: with their
 * defaults, and as strictly as they can: the document allows no further members then, Redocly's drift
 * looks only at what goes to the server, and Prism refuses what does not fit.
 *
 * @param folder where to put the strict document
 */
export async function compare(set: RecordedSet, folder: string): Promise<Compared> {
  const recordings = recordedIn(set);
  const [first] = recordings;
  if (!first) throw new Error(`there are no recordings in ${set}`);
  const strict = join(folder, `${set}.json`);
  const spec = await loadSpec(first.spec);
  writeFileSync(strict, JSON.stringify(closed(spec.document)));
  // A recording that was cut is no answer that was cut, and a proxy sees answers.
  const answers = recordings.filter(({ name }) => name !== "truncated");
  const own = recordings.map(({ name, recording }) => {
    const { findings } = verifyRecordings(spec, { recordings: [recording] });
    return { name, findings };
  });
  const saidOf = (level: "finding" | "note") =>
    new Map(
      own.map(({ name, findings }) => [
        name,
        findings.filter((each) => each.level === level).map(({ rule }) => rule),
      ]),
    );
  return {
    ours: saidOf("finding"),
    ourNotes: saidOf("note"),
    redocly: await askRedocly(recordings, first.spec, []),
    redoclyStrict: await askRedocly(recordings, strict, [
      ...["--server", "https://api.shop.example/v1"],
    ]),
    prism: await askPrism(answers, first.spec, servers, []),
    prismStrict: await askPrism(answers, strict, servers, ["--errors"]),
  };
}

/** A document in which no object has members that it does not list. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const members = Object.entries(node).map(([name, value]) => [name, closed(value)] as const);
  const isObject = "properties" in node && "type" in node && node.type === "object";
  return { ...Object.fromEntries(members), ...(isObject && { additionalProperties: false }) };
}
