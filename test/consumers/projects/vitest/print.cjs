console.log(JSON.stringify(require("./made.json")));
