/**
 * What the client needs of your compiler's settings: a `target` of ES2017, and the types of fetch,
 * from `lib: ["DOM"]` or @types/node. It goes along with clients whose other files are not checked,
 * in which a name that is missing would be `any` without a word.
 */
export type Globals = [
  AbortController,
  AbortSignal,
  Blob,
  FinalizationRegistry<never>,
  FormData,
  Headers,
  ReadableStream,
  Request,
  RequestInit,
  Response,
  typeof TextDecoder,
  typeof TextEncoder,
  URL,
  URLSearchParams,
  typeof btoa,
  typeof clearTimeout,
  typeof crypto,
  typeof fetch,
  typeof setTimeout,
];

/** Nobody calls it; settings of an older target refuse something in it. */
export class Language {
  readonly #texts: readonly string[] = [];

  async *each(): AsyncGenerator<string, void, void> {
    for await (const text of this.#texts) yield* text;
  }
}
