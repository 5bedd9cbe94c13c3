import type { Media } from "../contract/index.js";

/** A body that is no JSON. */
export function otherBody(media: Media, sample: (index: number) => unknown): Buffer {
  if (media.form === "events")
    return Buffer.from(
      [0, 1].map((index) => `data: ${JSON.stringify(sample(index) ?? {})}\n\n`).join(""),
    );
  if (media.form === "lines")
    return Buffer.from([0, 1].map((index) => `${JSON.stringify(sample(index) ?? {})}\n`).join(""));
  const example = media.node.get("example").value ?? sample(0);
  return Buffer.from(typeof example === "string" ? example : JSON.stringify(example ?? "mock"));
}

/** A range such as `image/*` is no type of an answer. */
export function concreteType({ type, form }: Media): string {
  if (!type.includes("*")) return type;
  return form === "json" ? "application/json" : "application/octet-stream";
}
