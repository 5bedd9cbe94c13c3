import { countOf, type Diagnostic, diagnose } from "../diagnostics/index.js";
import { formatFragment, parseFragment } from "../openapi/index.js";
import { anchorsOf } from "./anchors.js";
import {
  below,
  type FileNode,
  type LoadedFiles,
  placeOf,
  type ReferenceLocator,
} from "./reference-locator.js";

const field = "$dynamicRef";

/**
 * Replaces a `$dynamicRef` by the `$ref` that it means. In JSON Schema it may mean another schema
 * with the same `$dynamicAnchor`, if evaluation has passed through that; if there is only one such
 * schema, it is always that one.
 */
export function withoutDynamicRef(
  schema: object,
  from: FileNode,
  { library, locator, report }: Context,
): object {
  const { [field]: ref, ...rest } = schema as Readonly<Record<string, unknown>>;
  const ignore = (why: string): object => {
    const place = placeOf(below(from, field));
    report(diagnose("dynamic-ref-ignored", { ref: String(ref), why }, place));
    return rest;
  };
  if (typeof ref !== "string") return ignore("it is not a string");
  if (Object.hasOwn(rest, "$ref")) return ignore("the schema also has a `$ref`");
  const at = ref.indexOf("#");
  const [file, fragment] = at < 0 ? [ref, ""] : [ref.slice(0, at), ref.slice(at + 1)];
  if (parseFragment(fragment) !== undefined) {
    return locator.locate(ref, from, "asked")
      ? { ...rest, $ref: ref }
      : ignore("it cannot be resolved");
  }
  const start = file === "" ? { ...from, pointer: [] } : locator.locate(file, from, "asked");
  if (!start) return ignore("it cannot be resolved");
  const [pointer] = anchorsOf(start.source).get(fragment) ?? [];
  if (!pointer) return ignore(`no schema in ${start.source.file} has the anchor "${fragment}"`);
  const namesakes = [...library.sources.values()].reduce(
    (count, source) => count + (anchorsOf(source).get(fragment)?.length ?? 0),
    0,
  );
  if (namesakes > 1) {
    return ignore(
      `${countOf(namesakes, "schema has", "schemas have")} the anchor "${fragment}", and which one applies depends on the dynamic scope`,
    );
  }
  return { ...rest, $ref: `${file}#${formatFragment(pointer)}` };
}

interface Context {
  readonly library: LoadedFiles;
  readonly locator: ReferenceLocator;
  readonly report: (problem: Diagnostic) => void;
}
