/** Name and version as they stand in the header of every generated file; a test ties it to package.json. */
export const tool = "spec-tether 0.1.0";
