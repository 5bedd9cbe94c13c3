import { createCofactr, createCofactrClient, updateApiKey } from "cofactr-platform-client";
import * as types from "cofactr-platform-client/types";
import { consume } from "./consume.mjs";

if (Object.keys(types).length > 0) throw new Error("the types entry has a runtime");
const api = { createCofactr, createCofactrClient, updateApiKey };
console.log(JSON.stringify(await consume(api, { baseUrl: process.argv[2] })));
