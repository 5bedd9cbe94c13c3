// node drive-chromium.mjs <browser> <script> <page's URL> <server's URL>
// Plain JavaScript, because playwright-core's types need the DOM's, which this repository goes without.
import { chromium } from "playwright-core";

const [executablePath, script, page, server] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const tab = await browser.newPage();
  await tab.goto(page);
  await tab.addScriptTag({ path: script });
  const result = await tab.evaluate((url) => globalThis.consume(url), server);
  const refusal = await tab.evaluate(() => globalThis.refusal());
  console.log(JSON.stringify({ version: browser.version(), result, refusal }));
} finally {
  await browser.close();
}
