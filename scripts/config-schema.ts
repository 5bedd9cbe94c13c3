/**
 * `npm run config-schema`: writes the JSON Schema of the config file from the table that the reader
 * goes by.
 */
import { writeFileSync } from "node:fs";
import { configSchema } from "../generator/outputs/index.js";

const path = new URL("../generator/config.schema.json", import.meta.url);
writeFileSync(path, `${JSON.stringify(configSchema(), null, 2)}\n`);
