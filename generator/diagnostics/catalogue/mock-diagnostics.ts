import { entry } from "./diagnostic-entry.js";

/** About `mock`. */
export const mockEntries = {
  "mock-needs-faker": entry<Record<string, never>>({
    severity: "error",
    title: "The package for the data of a mock is not installed",
    cause:
      "A mock, and the output `msw`, make names and addresses with @faker-js/faker, which is too large for everybody to install.",
    message: () => "cannot load @faker-js/faker, which makes the data",
    help: "Install it beside spec-tether: `npm install --save-dev @faker-js/faker@10`.",
  }),
  "mock-unservable": entry<{ port: number; why: string }>({
    severity: "error",
    title: "The port of a mock cannot be used",
    cause: "Another program listens on the port, or the port is not for everybody.",
    message: ({ port, why }) => `cannot serve on port ${port}: ${why}`,
    help: "Choose another with `--port`, or 0 for a free one.",
  }),
  "mock-unsatisfied": entry<{ operation: string; status: number }>({
    severity: "warning",
    title: "No value of an answer's schema was found",
    cause:
      "The schema contradicts itself, demands a value without end, or has a pattern that is not understood.",
    message: ({ operation, status }) =>
      `no value of the schema of ${status} was found, so ${operation} answers with 501`,
    help: "Give the answer an `example`, or correct its schema.",
  }),
};
