import type { Config } from "../config/index.js";
import { countOf } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import type { AskOptions } from "../verify/index.js";
import { askService, noValues, readValues } from "../verify/index.js";
import { type FlagTable, refuse, type Terminal, type Values } from "./define-command.js";

/** Few enough for anybody's quota; `--max-requests` is for more. */
const defaultRequests = 100;
const defaultRate = 2;

/** The flags of a run that asks the service itself. */
export const serviceFlags = {
  "allow-host": {
    type: "string",
    multiple: true,
    value: "HOST",
    help: "a host that may be asked, besides `verify.allowHosts` of the config; may be repeated",
  },
  auth: {
    type: "string",
    multiple: true,
    value: "SCHEME=VARIABLE",
    help: "the environment variable that holds the credential of a security scheme, besides `verify.auth` of the config; only VARIABLE if the spec has one scheme; may be repeated",
  },
  yes: {
    type: "boolean",
    help: "ask the service without a question before; needed where nobody can answer it",
  },
  "max-requests": {
    type: "string",
    value: "COUNT",
    help: `send at most so many requests (default: ${defaultRequests})`,
  },
  rate: {
    type: "string",
    value: "NUMBER",
    help: `send at most so many requests a second (default: ${defaultRate})`,
  },
  values: {
    type: "string",
    value: "FILE",
    help: "values for parameters, in YAML or JSON: by parameter, or by operation and parameter",
  },
  exclude: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: 'do not ask this operation: its operationId, "GET /path", or a pattern of paths; may be repeated',
  },
  include: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: "… ask this one although it is deprecated or sounds like an action",
  },
} as const satisfies FlagTable;

/** Asks the service at a base URL, if its host is allowed and nobody objects. */
export async function verifyService(
  spec: Spec,
  baseUrl: string,
  flags: Values<typeof serviceFlags>,
  config: Pick<Config, "verify">,
  terminal: Terminal,
): Promise<Awaited<ReturnType<typeof askService>>> {
  const url = new URL(baseUrl);
  // Not shown: it may be a credential.
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw refuse("--base-url must have no user name, password, query or fragment");
  const { allowHosts = [], auth = {}, exclude = [] } = config.verify;
  if (![...allowHosts, ...(flags["allow-host"] ?? [])].includes(url.host)) {
    throw refuse(
      `${url.host} may not be asked: add it to \`verify.allowHosts\` in the config, or pass --allow-host ${url.host}`,
    );
  }
  const options: AskOptions = {
    baseUrl: url.origin + url.pathname,
    auth: { ...auth, ...authOf(flags.auth ?? []) },
    env: process.env,
    values: flags.values === undefined ? noValues : await readValues(flags.values),
    exclude: [...exclude, ...(flags.exclude ?? [])],
    include: flags.include ?? [],
    maxRequests: countIn("max-requests", flags["max-requests"]) ?? defaultRequests,
    rate: numberIn("rate", flags.rate) ?? defaultRate,
    onProgress: terminal.progress,
  };
  assertSecret(url, options.auth);
  if (!flags.yes) await askPerson(url.host, options, terminal);
  return askService(spec, options);
}

/** A credential in plain text is everybody's on the way. */
function assertSecret({ protocol, hostname }: URL, auth: AskOptions["auth"]): void {
  const isNear = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === "https:" || isNear || Object.keys(auth).length === 0) return;
  throw refuse(
    "--base-url must begin with https, so that nobody can read the credential on the way",
  );
}

async function askPerson(host: string, options: AskOptions, terminal: Terminal): Promise<void> {
  const what = `up to ${countOf(options.maxRequests, "request")} (GET, HEAD and OPTIONS only)`;
  if (!terminal.canAsk)
    throw refuse(
      `${host} would be sent ${what}; there is nobody to ask whether it may, so pass --yes`,
    );
  const answer = await terminal.converse(({ ask }) => ask(`Send ${host} ${what}? [y/N]`));
  if (!/^y(?:es)?$/i.test(answer)) throw refuse(`${host} was not asked`);
}

/** Neither the name nor what was given for it is ever shown: it may be the credential itself. */
function authOf(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((text) => {
      const at = text.indexOf("=");
      return at < 0 ? ["", text] : [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function countIn(flag: string, text: string | undefined): number | undefined {
  const count = numberIn(flag, text);
  if (count !== undefined && !Number.isInteger(count))
    throw refuse(`--${flag} must be a whole number`);
  return count;
}

function numberIn(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isNumber = /^\d+(?:\.\d+)?$/.test(text) && Number(text) > 0;
  if (!isNumber) throw refuse(`--${flag} must be a number above 0`);
  return Number(text);
}
