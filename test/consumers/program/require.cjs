const api = require("cofactr-platform-client");
const types = require("cofactr-platform-client/types");

if (Object.keys(types).length > 0) throw new Error("the types entry has a runtime");
import("./consume.mjs")
  .then(({ consume }) => consume(api, { baseUrl: process.argv[2] }))
  .then((result) => console.log(JSON.stringify(result)));
