/** A request as `fetch` takes it, or a JSON body, which is posted. */
interface Init extends RequestInit {
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
}

/** Asks a server with a key, and follows no redirect. */
export function askWith(url: string, key: () => string) {
  return async (path: string, { json, ...init }: Init = {}) => {
    const type = json === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(url + path, {
      redirect: "manual",
      ...(json === undefined ? {} : { method: "POST", body: JSON.stringify(json) }),
      ...init,
      headers: { authorization: `Api-Key ${key()}`, ...type, ...init.headers },
    });
    const text = await response.text();
    const { status, headers } = response;
    const isJson = text !== "" && headers.get("content-type")?.startsWith("application/json");
    return { status, headers, text, body: isJson ? (JSON.parse(text) as unknown) : undefined };
  };
}
