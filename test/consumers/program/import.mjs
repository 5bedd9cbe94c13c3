import { createCofactr, createCofactrClient, updateApiKey } from "cofactr-platform-client";
import { createCofactrFetch } from "cofactr-platform-client/fetch";
import * as types from "cofactr-platform-client/types";
import { consume, consumeFetch } from "./consume.mjs";

if (Object.keys(types).length > 0) throw new Error("the types entry has a runtime");
const api = { createCofactr, createCofactrClient, updateApiKey };
const options = { baseUrl: process.argv[2] };
await consumeFetch(createCofactrFetch, options);
console.log(JSON.stringify(await consume(api, options)));
