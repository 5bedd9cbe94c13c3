import { afterAll, describe, expect, test } from "vitest";
import { writeParameter, writeStyledParameter } from "../../generator/runtime/serialize.js";
import { callerOf } from "./client.js";
import { serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
const call = callerOf({ baseUrl: server.url });

describe("parameters over HTTP", () => {
  test("all places at once, in the order of the descriptor", async () => {
    await call(
      {
        path: "/v1/{id}/{id}.{format}/",
        parameters: {
          id: { in: "path" },
          format: { in: "path" },
          tags: { in: "query", write: writeStyledParameter },
          page: { in: "query", name: "page[size]" },
          "X-Trace": { in: "header", write: writeStyledParameter },
          session: { in: "cookie", write: writeParameter },
          theme: { in: "cookie", write: writeParameter },
          absent: { in: "query" },
        },
      },
      {
        theme: "dark mode",
        session: "a",
        "X-Trace": ["ü", 2],
        page: 5,
        tags: ["a'b", "c"],
        format: "json",
        id: "$&",
      },
    );
    const [request] = server.take();
    expect(request?.target).toBe("/v1/%24%26/%24%26.json/?tags=a%27b&tags=c&page%5Bsize%5D=5");
    expect(request?.headers["cookie"]).toBe("session=a; theme=dark%20mode");
    expect(request?.headers["x-trace"]).toBe("ü,2");
  });

  test("a template whose braces hold a line separator", async () => {
    await call({ path: "/{\u2028}" }, { "\u2028": "a" });
    expect(server.take()[0]?.target).toBe("/a");
  });

  test("a template that has a query of its own", async () => {
    await call({ path: "/a?kind=b", query: ["q"] }, { q: "c" });
    expect(server.take()[0]?.target).toBe("/a?kind=b&q=c");
  });

  test("error.url is what was on the wire", async () => {
    server.respond = (response) => response.writeHead(400).end();
    const value = "AZaz09-._~:/?#[]@!$&'()*+,;= %ü\"<>\\^`{|}";
    for (const allowReserved of [{}, { allowReserved: true as const, write: writeParameter }]) {
      const parameters = { id: { in: "path" }, q: { in: "query", ...allowReserved } } as const;
      const result = await call(
        { path: "/{id}", parameters },
        { id: value, q: value.replaceAll("'", "") },
      ).result();
      const [request] = server.take();
      expect(result).toMatchObject({ error: { url: `${server.url}${request?.target}` } });
    }
  });
});
