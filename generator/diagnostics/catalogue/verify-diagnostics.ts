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
  "recording-elsewhere": entry<{ file: string; servers: string; origins: string }>({
    severity: "error",
    title: "A recording has no call of the API",
    cause:
      "None of its exchanges goes to a server of the spec, or the spec names no server, so that nothing tells which of them are calls of its API.",
    message: ({ file, servers, origins }) =>
      `no exchange of ${file} goes to ${servers || "a server of the spec, which names none"}, only to ${origins}`,
    help: "Name the server that was called with --base-url, such as https://api.example.com/v1, or pass the spec of the API that was recorded. Nothing was judged, and nothing was written.",
  }),
} as const;
