import { type Reading, rightlyNone } from "../fact.js";

/** The readings of the parts of one page as one; undefined if there are none. */
export function joinReadings(readings: readonly Reading[]): Reading | undefined {
  const read = readings.filter((reading) => reading.kind === "endpoint");
  const others = readings.filter((reading) => reading.kind !== "endpoint");
  const broken = others.filter(({ kind }) => !rightlyNone.has(kind));
  if (read.length === 0) return broken[0] ?? others[0];
  return {
    kind: "endpoint",
    endpoints: read.flatMap(({ endpoints }) => endpoints),
    contradictions: read.flatMap(({ contradictions }) => contradictions),
    ...(broken.length > 0 && { unread: broken }),
  };
}
