import { ApiError } from "./errors.js";
import { type AnyResult, readResponse, type UnreadResponse, unanswered } from "./response.js";

/**
 * A call that is under way. Read it in one of three ways:
 *
 * - `await call` gives the data, and throws on failure;
 * - `await call.result()` gives success and failure as data, told apart by `ok` and `status`;
 * - `await call.response()` gives the raw Response, whatever its status, its body unread.
 *
 * A call that was made wrongly rejects in all three, and nothing is sent.
 *
 * An interface, so that a test can make one by hand:
 * `Object.assign(Promise.resolve(data), { result, response })`.
 */
export interface ApiCall<Data, Result> extends Promise<Data> {
  /** Success or failure as data. Rejects only if the call was made wrongly. */
  result(): Promise<Result>;
  /** The raw response. Its body can be read once, so don't also await the call. */
  response(): Promise<Response>;
}

/** A call as the client makes it. */
export class SentCall<Data, Result> implements ApiCall<Data, Result> {
  readonly [Symbol.toStringTag] = "ApiCall";
  readonly #unread: Promise<UnreadResponse>;
  #result: Promise<AnyResult> | undefined;

  constructor(unread: Promise<UnreadResponse>) {
    this.#unread = unread;
  }

  result(): Promise<Result> {
    // The generated code names the type that the spec promises for this operation.
    return this.#read() as Promise<Result>;
  }

  #read(): Promise<AnyResult> {
    this.#result ??= this.#unread.then(readResponse, (error: unknown) => {
      if (error instanceof ApiError) return unanswered(error);
      throw error;
    });
    return this.#result;
  }

  async response(): Promise<Response> {
    const unread = await this.#unread;
    if (!this.#result) unread.lifetime.handOver(unread.response);
    return unread.response;
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting a call is its first use
  then<A = Data, B = never>(
    onData?: ((data: Data) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const data = this.#read().then((result) => {
      // Compared, because without strictNullChecks the compiler tells them apart in no other way.
      if (result.ok === false) throw result.error;
      // As in `result`.
      return result.data as Data;
    });
    return data.then(onData, onError);
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Data | B> {
    return this.then(undefined, onError);
  }

  finally(onEnd?: (() => void) | null): Promise<Data> {
    return this.then().finally(onEnd);
  }
}
