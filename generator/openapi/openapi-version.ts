/** A version of OpenAPI, as far as they differ in their grammar. */
export type Version = "2.0" | "3.0" | "3.1" | "3.2";

export const versions = ["2.0", "3.0", "3.1", "3.2"] as const satisfies readonly Version[];

/** The version that a document declares; undefined if it is not a known one. */
export function versionOf(document: unknown): Version | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  const { openapi, swagger } = document as Readonly<Record<string, unknown>>;
  // YAML reads `swagger: 2.0` as a number.
  const text = swagger === 2 ? "2.0" : String(openapi ?? swagger);
  return versions.find((version) => text === version || text.startsWith(`${version}.`));
}
