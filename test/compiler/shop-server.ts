import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeListener } from "cofactr-platform-client/node";

/** A server of docs/coming-from/openapi.yaml, and what it was sent, in words of its own. */
export interface ShopServer {
  readonly url: string;
  readonly token: string;
  readonly requests: string[];
  /** Statuses of the next responses; 0 and none are as they should be. */
  readonly failures: number[];
  close(): Promise<void>;
}

const names = ["M3 bolt", "M4 bolt", "M3 nut"];
const created_at = "2026-03-01T00:00:00Z";
const part = (id: string, name: string) => ({ id, name, state: "active", created_at });

export async function startShop(): Promise<ShopServer> {
  const requests: string[] = [];
  const failures: number[] = [];
  const token = "t0ken";
  const server = createServer(
    toNodeListener(async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      const type = request.headers.get("content-type") ?? "";
      const form = type.startsWith("multipart/") ? await request.formData() : undefined;
      const file = form?.get("file");
      const sent = form
        ? `${form.get("title")}, ${file instanceof File ? `${file.name} ${await file.text()}` : file}`
        : await request.text();
      const page = Number(searchParams.get("page") ?? 1);
      const query = `tag=${searchParams.getAll("tag")} state=${searchParams.get("state")} page=${page}`;
      requests.push(
        [
          `${request.method} ${pathname}`,
          ...(pathname === "/parts" && request.method === "GET" ? [query] : []),
          `${type.split(";")[0]} ${sent}`.trim(),
          `trace ${request.headers.get("x-trace")}`,
        ].join("; "),
      );
      const status = failures.shift();
      if (status) return Response.json({ detail: "Try again." }, { status });
      if (request.headers.get("authorization") !== `Bearer ${token}`) {
        return Response.json({ detail: "No token." }, { status: 401 });
      }
      if (form) return Response.json({ title: form.get("title"), bytes: (file as File).size });
      if (request.method === "POST") {
        const { name } = JSON.parse(sent) as { name: string };
        if (name !== "") return Response.json(part("p4", name), { status: 201 });
        return Response.json({ fields: { name: ["Must not be empty."] } }, { status: 422 });
      }
      if (pathname !== "/parts") return Response.json({ detail: "No part." }, { status: 404 });
      const results = names.slice(page * 2 - 2, page * 2).map((name) => part(`id-${name}`, name));
      return Response.json({ results, next: page === 1 ? "/parts?page=2" : null });
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    requests,
    failures,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What each program of docs/coming-from prints. */
export const printed = `3 active: M3 bolt, M4 bolt, M3 nut
name: Must not be empty.
p4 created in 2026
p/0: No part.
Side view: 6 bytes
`;

/** What each program sends. */
export const sent = [
  "GET /parts; tag=m3,m4 state=active page=1; ; trace 1",
  "GET /parts; tag=m3,m4 state=active page=2; ; trace 1",
  'POST /parts; application/json {"name":""}; trace 1',
  'POST /parts; application/json {"name":"M6 bolt"}; trace 1',
  "GET /parts/p%2F0; ; trace 1",
  "POST /parts/p4/drawing; multipart/form-data Side view, side.svg <svg/>; trace 1",
];
