import { join } from "node:path";
import { fetchPackages } from "../../test/support/registry.js";

/** A public spec that an npm package ships. It is fetched into the cache and never committed. */
export interface PublicSpec {
  readonly name: string;
  readonly package: string;
  readonly file: string;
}

export const publicSpecs: readonly PublicSpec[] = [
  { name: "github", package: "@octokit/openapi@23.0.2", file: "generated/api.github.com.json" },
  { name: "directus", package: "@directus/specs@15.2.0", file: "dist/openapi.json" },
  { name: "figma", package: "@figma/rest-api-spec@0.43.0", file: "openapi/openapi.yaml" },
];

/** Swagger 2.0, which few of the generators that are measured read. */
export const formerSpecs: readonly PublicSpec[] = [
  { name: "netlify", package: "@netlify/open-api@2.60.0", file: "dist/swagger.json" },
];

/** Absolute path of the spec. */
export async function fetchSpec({ package: id, file }: PublicSpec): Promise<string> {
  const home = await fetchPackages(id);
  return join(home, "node_modules", id.slice(0, id.lastIndexOf("@")), file);
}
