// node drive-page.mjs <browser> <page.html> <folder for screenshots>
// Plain JavaScript, because playwright-core's types need the DOM's, which this repository goes without.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, file, folder] = process.argv.slice(2);
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args });
const noise = [];

async function open(options) {
  const page = await browser.newPage(options);
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) noise.push(`request ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}

const look = (page) =>
  page.evaluate(() => {
    const isSeen = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
    return {
      tabs: isSeen("[role=tablist]"),
      chosen: document.querySelector("[aria-selected=true]").textContent,
      code: isSeen(".code h3"),
      findings: isSeen("article h3"),
      filters: isSeen(".filters"),
      overflow: document.documentElement.scrollWidth - innerWidth,
      focus: document.activeElement.id || document.activeElement.className,
    };
  });

try {
  const seen = {};
  const page = await open({ viewport: { width: 1280, height: 900 } });
  seen.first = await look(page);
  await page.screenshot({ path: join(folder, "code.png"), fullPage: true });

  // By keyboard alone, from the top.
  await page.keyboard.press("Tab");
  seen.skip = await look(page);
  await page.keyboard.press("Tab");
  seen.tab = await look(page);
  await page.keyboard.press("ArrowRight");
  seen.right = await look(page);
  await page.screenshot({ path: join(folder, "findings.png"), fullPage: true });
  await page.keyboard.press("ArrowRight");
  seen.around = await look(page);
  await page.keyboard.press("End");
  seen.end = await look(page);

  // A finding that the filters hide is shown again when a line leads to it.
  await page.locator("#words").fill("nothing has this");
  seen.hidden = await look(page);
  await page.locator("#tab-view").click();
  const link = page.locator(".code .list a").first();
  seen.leadsTo = (await link.getAttribute("href")).slice(1);
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  seen.led = await look(page);
  await page.goBack();
  await page.locator("#tab-view").click();
  const listed = page.locator(".files a").first();
  seen.leadsToFile = (await listed.getAttribute("href")).slice(1);
  await listed.focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  seen.file = await look(page);

  const phone = await open({ viewport: { width: 320, height: 640 } });
  seen.phone = await look(phone);
  await phone.locator("#tab-all").click();
  seen.phoneFindings = await look(phone);
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(pathToFileURL(file).href);
  const shown = (selector) => still.locator(selector).first().isVisible();
  seen.still = {
    tabs: await shown("[role=tablist]"),
    code: await shown(".code h3"),
    findings: await shown("article h3"),
  };
  console.log(JSON.stringify({ seen, noise }));
} finally {
  await browser.close();
}
