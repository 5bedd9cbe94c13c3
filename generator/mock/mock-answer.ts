/** An answer, ready to be sent. */
export interface MockAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Present if no value of its schema was found. */
  readonly unsatisfied?: Unsatisfied;
}

/** A schema of which no value was found. */
export interface Unsatisfied {
  readonly operation: string;
  readonly status: number;
}

/** The header by which an answer says what a real server might do otherwise. */
export const mockHeader = "x-mock";

/** A service that is down, or wants fewer calls, says when it can be asked again. */
export function withRetryAfter(answer: MockAnswer): MockAnswer {
  const { status, headers } = answer;
  if (status !== 503 && status !== 429) return answer;
  return { ...answer, headers: { ...headers, "retry-after": "1" } };
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

export function plain(
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): MockAnswer {
  return {
    status,
    headers: { ...headers, "content-type": "application/json" },
    body: json({ detail }),
  };
}
