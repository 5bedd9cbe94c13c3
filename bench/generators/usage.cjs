// Preloaded into each measured process: writes what it has used when it ends.
const { writeFileSync } = require("node:fs");
const folder = process.env.BENCH_USAGE;
if (folder) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
    writeFileSync(`${folder}/${process.pid}.json`, JSON.stringify(usage));
  });
}
