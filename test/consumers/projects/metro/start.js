// As a phone does: a script, in the global scope.
const { readFileSync } = require("node:fs");
require("node:vm").runInThisContext(readFileSync("main.bundle.js", "utf8"));
