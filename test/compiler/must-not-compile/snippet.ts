/** A snippet of which only the last line must not compile. */
export interface Snippet {
  readonly name: string;
  /** The TypeScript error that the last line must have; none if all must compile. */
  readonly error?: number;
  readonly code: string;
}

/** What most snippets start with. */
export const client = `import { createCofactr } from "cofactr-platform-client";
const cofactr = createCofactr({ apiKey: "key" });
`;
