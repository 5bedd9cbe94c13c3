import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Config } from "./read-config.js";

/**
 * The origins that a config lists under `client.credentialOrigins`, normalized.
 *
 * @throws DiagnosticError, with its place, for an entry that is not an origin
 */
export function credentialOriginsOf({ credentialOrigins, place }: Config): string[] {
  return credentialOrigins.map((text, index) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
    // The entry is not shown, because it may contain a password.
    const why =
      "an item of `client.credentialOrigins` is not an origin; write it like `https://api.example.com`";
    const at = ["client", "credentialOrigins", String(index)];
    throw new DiagnosticError([diagnose("config-invalid", { why }, place?.(at))]);
  });
}
