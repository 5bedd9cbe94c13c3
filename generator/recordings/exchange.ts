/**
 * One request and its answer, as somebody recorded them. A recording is untrusted, and it holds
 * keys and personal data: nothing of a header, a body or a query may reach a log or a report, except
 * names.
 */
export interface Exchange {
  readonly place: ExchangePlace;
  /** ISO 8601, in UTC; undefined if the recording has no time. */
  readonly startedAt: string | undefined;
  readonly request: ExchangeRequest;
  readonly response: ExchangeResponse;
  /**
   * Whether its values stand for others of the same kind and length, as `recordTo` of a client writes
   * them: what depends on the very value says nothing then.
   */
  readonly isMasked?: boolean;
}

/** Where an exchange is: the recording, and which of its exchanges, from 1. */
export interface ExchangePlace {
  readonly file: string;
  readonly index: number;
  /** Only for formats with one exchange a line. */
  readonly line?: number;
}

export interface ExchangeRequest extends Message {
  /** Upper case. */
  readonly method: string;
  /** Absolute, http or https, without credentials and fragment. */
  readonly url: URL;
  /**
   * What a browser requested it for, in the words of Fetch: `empty` is a call by a script. Undefined
   * if the recording does not say.
   */
  readonly destination: string | undefined;
  /**
   * Path parameters that the recording itself marks: by their position among the segments of the
   * path, from 0, their names.
   */
  readonly pathParameters: ReadonlyMap<number, string>;
}

export interface ExchangeResponse extends Message {
  /** 100 to 599. */
  readonly status: number;
}

export interface Message {
  /** In order, with their values; a name may occur several times. */
  readonly headers: readonly Header[];
  /** Undefined if there is none, or if the recording does not have it. */
  readonly body: Body | undefined;
}

export type Header = readonly [name: string, value: string];

export interface Body {
  /** As the message declares it; undefined if it does not. */
  readonly mediaType: string | undefined;
  readonly bytes: Buffer;
  /** Whether the recording has only its beginning. */
  readonly isTruncated: boolean;
}

/** The value of a header, by its name in any case; undefined if there is none. */
export function headerOf({ headers }: Message, name: string): string | undefined {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1];
}

/** Whether a body has nothing in it; one that the recording lacks has something. */
export function isEmptyBody({ bytes, isTruncated }: Body): boolean {
  return bytes.length === 0 && !isTruncated;
}
