import { makeCalls } from "./calls";

export default {
  async fetch(request: Request): Promise<Response> {
    const server = new URL(request.url).searchParams.get("server") ?? "";
    return Response.json(await makeCalls(server));
  },
};
