/** What a new document says of itself. */
export interface About {
  /** Where it comes from: a comment in YAML, and a description in JSON, which has none. */
  readonly about: string;
  readonly title: string;
  /** Undefined if no source states it. */
  readonly version?: string | undefined;
  /** Why it has no version. */
  readonly noVersion: string;
  readonly license?: Readonly<Record<string, unknown>> | undefined;
}

/** The text of a document without operations, in the form that its file's name says. */
export function newDocument(path: string, given: About): string {
  const { about, title, noVersion, license } = given;
  const openapi = "3.1.1";
  const version = given.version ?? "0.0.0";
  const isStated = given.version !== undefined;
  if (path.endsWith(".json")) {
    const description = isStated ? about : `${about} ${noVersion}`;
    const info = { title, description, version, ...(license && { license }) };
    return `${JSON.stringify({ openapi, info, paths: {} }, undefined, 2)}\n`;
  }
  return [
    `# ${about}`,
    `openapi: ${openapi}`,
    "info:",
    `  title: ${JSON.stringify(title)}`,
    ...(isStated ? [] : [`  # ${noVersion}`]),
    `  version: ${isStated ? JSON.stringify(version) : version}`,
    ...(license ? [`  license: ${JSON.stringify(license)}`] : []),
    "paths: {}",
    "",
  ].join("\n");
}
