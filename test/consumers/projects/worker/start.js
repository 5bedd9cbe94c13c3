// Serves the worker that was bundled, and asks it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import workerd from "workerd";

// The binary itself: the package's command does not hand the third stream on.
const args = ["serve", "worker.capnp", "--control-fd=3"];
const worker = spawn(workerd.default, args, {
  stdio: ["ignore", "inherit", "inherit", "pipe"],
});
try {
  // Workerd tells there which port it took.
  const [line] = await once(createInterface({ input: worker.stdio[3] }), "line");
  const query = new URLSearchParams({ server: process.env.SHOP_URL });
  console.log(await (await fetch(`http://127.0.0.1:${JSON.parse(line).port}/?${query}`)).text());
} finally {
  worker.kill();
}
process.exit();
