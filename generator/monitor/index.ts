export { type Environment, type ForgeName, forgeNames } from "./forge/index.js";
export { monitor } from "./monitor.js";
export type { Kept, MonitorOptions, MonitorReport } from "./monitor-report.js";
