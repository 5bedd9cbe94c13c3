import { createCofactr, createCofactrClient, updateApiKey } from "cofactr-platform-client";
import { consume } from "./consume.mjs";

const api = { createCofactr, createCofactrClient, updateApiKey };

export default {
  async fetch(request) {
    const baseUrl = new URL(request.url).searchParams.get("server");
    try {
      return Response.json(await consume(api, { baseUrl }));
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
