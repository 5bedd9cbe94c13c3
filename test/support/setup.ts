import { afterAll } from "vitest";
import { removeFolders } from "./generator.js";

/** Files of one project share a process and what it has loaded, so that no module can do this. */
afterAll(removeFolders);
