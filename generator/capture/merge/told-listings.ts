import { join } from "node:path";
import { errorCode, readFileAt } from "../../disk/index.js";
import { fieldsOf, isFields, listOf, textOf } from "../../openapi/index.js";
import { fromYaml, toYaml } from "./editable-yaml.js";

/** Among the snapshots, whose names all end in an id or a hash. */
export const listingsFile = "listed.yaml";

/** An entry of a navigation that an earlier capture has told, because the spec lacks it. */
export interface ToldListing {
  readonly title: string;
  /** Upper case; absent if none is shown. */
  readonly method?: string | undefined;
}

/** What earlier captures have told; throws if the file cannot be read. */
export function readToldListings(folder: string): ToldListing[] {
  let text: string;
  try {
    text = readFileAt(join(folder, listingsFile), { isLinkFollowed: true }).toString("utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
  return listOf(fieldsOf(fromYaml(text))["listed"])
    .filter(isFields)
    .flatMap(({ title, method }) =>
      typeof title === "string" ? [{ title, method: textOf(method) }] : [],
    );
}

/** In an order of its own: which page lists an entry first does not matter. */
export function printToldListings(told: readonly ToldListing[]): string {
  const lines = told.map(({ title, method }) => ({ title, ...(method && { method }) }));
  lines.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return toYaml(
    { listed: lines },
    "Written by `npx spec-tether capture`: what navigations list and the spec lacks, told once.",
  );
}
