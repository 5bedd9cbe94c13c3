import { createCofactr, createCofactrClient, updateApiKey } from "cofactr-platform-client";
import { consume } from "./consume.mjs";

const api = { createCofactr, createCofactrClient, updateApiKey };

globalThis.consume = (baseUrl) => consume(api, { baseUrl, dangerouslyAllowBrowser: true });

/** The name of the error with which the client refuses to show a key to a browser. */
globalThis.refusal = () => {
  try {
    createCofactr({ apiKey: "secret-1" });
  } catch (error) {
    return error.name;
  }
};
