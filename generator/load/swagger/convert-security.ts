import { isFields } from "../../openapi/index.js";
import { child, type Node, objectOf, type Translation, taken } from "./translation.js";

/**
 * The flows of OAuth 2 by their names in Swagger 2.0, with the name in OpenAPI 3 and the URLs of
 * each.
 */
const flows: Readonly<Record<string, { name: string; urls: readonly string[] }>> = {
  implicit: { name: "implicit", urls: ["authorizationUrl"] },
  password: { name: "password", urls: ["tokenUrl"] },
  application: { name: "clientCredentials", urls: ["tokenUrl"] },
  accessCode: { name: "authorizationCode", urls: ["authorizationUrl", "tokenUrl"] },
};

/** Converts a security scheme; an unknown type stays, and is reported later like any other. */
export function toSecurityScheme(node: Node, translation: Translation): unknown {
  if (!isFields(node.value)) return node.value;
  const { type } = node.value;
  const common = taken(node, ["description"]);
  if (type === "basic") {
    return translation.from(node, objectOf([...common, ["type", "http"], ["scheme", "basic"]]));
  }
  if (type !== "oauth2") return translation.from(node, { ...node.value });
  return translation.from(
    node,
    objectOf([...common, ["type", type], ["flows", toFlows(node, translation)]]),
  );
}

function toFlows(node: Node, translation: Translation): object {
  const written = child(node, "flow");
  const flow = translation.text(written) ?? "";
  const known = Object.hasOwn(flows, flow) ? flows[flow] : undefined;
  if (!known) {
    const at = written.value === undefined ? node : written;
    const what = written.value === undefined ? "an oauth2 scheme without `flow`" : `flow "${flow}"`;
    translation.reportUnsupported(
      at,
      what,
      `the flows of Swagger 2.0 are ${Object.keys(flows).join(", ")}`,
    );
    return translation.from(node, {});
  }
  const scopes = child(node, "scopes");
  const made = objectOf([
    ...known.urls.map((url) => [url, child(node, url).value] as const),
    ["scopes", scopes.value ?? {}],
  ]);
  return translation.from(node, { [known.name]: translation.from(node, made) });
}
