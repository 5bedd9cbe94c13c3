/**
 * The text of a document without operations, in the form that its file's name says.
 *
 * @param about where it comes from: a comment in YAML, and a description in JSON, which has none
 * @param noVersion why it has no version
 */
export function newDocument(
  path: string,
  { about, title, noVersion }: Readonly<Record<"about" | "title" | "noVersion", string>>,
): string {
  const openapi = "3.1.1";
  const version = "0.0.0";
  if (path.endsWith(".json")) {
    const info = { title, description: `${about} ${noVersion}`, version };
    return `${JSON.stringify({ openapi, info, paths: {} }, undefined, 2)}\n`;
  }
  return [
    `# ${about}`,
    `openapi: ${openapi}`,
    "info:",
    `  title: ${JSON.stringify(title)}`,
    `  # ${noVersion}`,
    `  version: ${version}`,
    "paths: {}",
    "",
  ].join("\n");
}
