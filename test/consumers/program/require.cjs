const api = require("cofactr-platform-client");
const { createCofactrFetch } = require("cofactr-platform-client/fetch");
const types = require("cofactr-platform-client/types");

if (Object.keys(types).length > 0) throw new Error("the types entry has a runtime");
import("./consume.mjs")
  .then(async ({ consume, consumeFetch }) => {
    const options = { baseUrl: process.argv[2] };
    await consumeFetch(createCofactrFetch, options);
    return consume(api, options);
  })
  .then((result) => console.log(JSON.stringify(result)));
