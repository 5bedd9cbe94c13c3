/** What a forge knows of a project, whichever forge it is. */
export interface IssueState {
  readonly number: number;
  title: string;
  body: string;
  isOpen: boolean;
  /** `us` is whoever the token is of, `member` takes part in the project, `outsider` does not. */
  readonly author: "us" | "member" | "outsider";
  readonly comments: string[];
}

export interface PullRequestState {
  readonly number: number;
  readonly branch: string;
  readonly into: string;
  readonly title: string;
  body: string;
  isOpen: boolean;
  readonly comments: string[];
}

/** An answer in place of the usual one. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
  readonly status: number;
}

export interface Project {
  readonly issues: IssueState[];
  readonly pullRequests: PullRequestState[];
  /** What was asked, in order. */
  readonly exchanges: Exchange[];
  /** The answer to a request, if it is not to be the usual one. */
  fault: (method: string, path: string) => Fault | undefined;
  /** Whether a request is done, but the answer to it is lost. */
  lose: (method: string) => boolean;
  /** Called when an issue is made, before it is. */
  onCreate: () => void;
}

/** Whoever asks for something that the forge does not have, or in a way that it does not take. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A request, as far as a stand-in looks at it. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Undefined for a GET. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export interface Answer {
  readonly status: number;
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The wire format of one forge, over the state of a project. */
export interface Wire {
  /** The variables that its CI gives to a job, but for the token. */
  env(url: string): Record<string, string>;
  readonly tokenVariable: string;
  /** The user of git over HTTP. */
  readonly gitUser: string;
  /** The path of its API. */
  readonly root: string;
  readonly maxBody: number;
  /** @throws Refused */
  answer(request: Request, project: Project, hasBranch: (name: string) => boolean): Answer;
}

/** Only these parameters or fields, each with a value of this form; throws Refused otherwise. */
export function expectFields(
  given: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, RegExp | "text" | "flag">>,
  required: readonly string[] = [],
): void {
  for (const [name, value] of Object.entries(given)) {
    const form = Object.hasOwn(known, name) ? known[name] : undefined;
    if (form === undefined) throw new Refused(422, `${name} is unknown`);
    const isRight =
      form === "flag"
        ? typeof value === "boolean"
        : typeof value === "string" && (form === "text" || form.test(value));
    if (!isRight) throw new Refused(422, `${name} is invalid`);
  }
  for (const name of required) {
    if (!given[name]) throw new Refused(422, `${name} is missing`);
  }
}

/**
 * A page of a list, as `per_page` and `page` ask for it; shorter than that, as a forge may send what
 * the token may see of a page.
 *
 * @param tell the headers that say whether there is another one
 */
export function listed(
  items: readonly unknown[],
  query: URLSearchParams,
  tell: (next: number | undefined) => Readonly<Record<string, string>>,
): Answer {
  const asked = Number(query.get("per_page") ?? 20);
  const page = Number(query.get("page") ?? 1);
  if (!(asked >= 1 && asked <= 100 && page >= 1)) throw new Refused(400, "no such page");
  const size = Math.max(1, asked - 3);
  const isLast = page * size >= items.length;
  const value = items.slice((page - 1) * size, page * size);
  return { status: 200, value, headers: tell(isLast ? undefined : page + 1) };
}

export function textIn(body: Request["body"], name: string): string {
  return String(body?.[name] ?? "");
}
