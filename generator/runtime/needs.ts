/**
 * What the client needs of your compiler's settings: `strict`, a `target` and a `lib` of ES2022, and
 * the types of fetch, from `lib: ["DOM"]` or @types/node. It goes along with clients whose other
 * files are not checked, in which a name that is missing would be `any` without a word.
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

export const strict: undefined extends string ? "set `strict` in tsconfig.json" : true = true;

/** Nobody calls it; settings of another target or library refuse something in it. */
export class Language {
  #isPrivate = /./s.test("");

  use(map: Map<string, string>): Error {
    const texts = [...map.values(), ..."a".matchAll(/a/g)].flatMap((each) => [each[0]]);
    const own = Object.hasOwn(Object.fromEntries(map), "a".replaceAll("a", "b"));
    return new Error(String([texts, own, this.#isPrivate]), { cause: map });
  }
}
