import { createCofactr, createCofactrClient, updateApiKey } from "cofactr-platform-client";
import { createCofactrFetch } from "cofactr-platform-client/fetch";
import { createTestClient } from "cofactr-platform-client/testing";
import * as types from "cofactr-platform-client/types";
import { consume, consumeFetch } from "./consume.mjs";

if (Object.keys(types).length > 0) throw new Error("the types entry has a runtime");
const api = { createCofactr, createCofactrClient, updateApiKey };
const options = { baseUrl: process.argv[2] };
const tested = createTestClient({ listBoms: () => ["a"] });
if ((await tested.boms.list()).length !== 1) throw new Error("the test client answers nothing");
await consumeFetch(createCofactrFetch, options);
console.log(JSON.stringify(await consume(api, options)));
