import { isLoopback } from "../load/index.js";
import { type Fields, fieldsOf } from "../openapi/index.js";
import { textOf } from "./field-text.js";

/**
 * The URL of a server that everybody can call; undefined for one that only the vendor's editor or
 * the vendor's machine knows: an empty or relative URL, `{{baseUrl}}`, a name, localhost, a mock.
 * Variables are replaced by their defaults.
 */
export function usableServer(server: Fields): string | undefined {
  const written = textOf(server["url"]);
  if (written === undefined || isMockName(textOf(server["description"]))) return undefined;
  const variables = fieldsOf(server["variables"]);
  const url = written.replaceAll(
    /\{([^{}]+)\}/g,
    (braces, name) => textOf(fieldsOf(variables[name])["default"]) ?? braces,
  );
  return isUsable(url) ? url : undefined;
}

/** As `usableServer`, for a URL without a description. */
export function isUsable(url: string): boolean {
  if (/[{}]/.test(url) || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) && !isLoopback(hostname);
}

/** Environments that editors create by themselves: `Mock`, `Cloud Mock`, `本地 Mock`. */
function isMockName(description: string | undefined): boolean {
  return /^(?:\S{1,20} )?mock(?: (?:env|environment|server))?$|^\S{0,4}模拟(?:环境|服务)?$/i.test(
    description ?? "",
  );
}
