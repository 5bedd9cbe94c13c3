import { entry } from "./diagnostic-entry.js";

/** Asking a service, and judging what it answers. */
export const verifyEntries = {
  "service-unusable": entry<{ url: string; why: string }>({
    severity: "error",
    title: "A service cannot be verified",
    cause:
      "It cannot be reached, its certificate is not trusted, it refuses the credential, or it is not the service of the spec.",
    message: ({ url, why }) => `cannot verify ${url}: ${why}`,
    help: "Check --base-url, and the environment variable that `verify.auth` or --auth names; nothing was judged, and nothing was written.",
  }),
} as const;
