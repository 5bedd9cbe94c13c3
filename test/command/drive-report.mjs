// node drive-report.mjs <browser> <page.html> <folder for screenshots>
// Plain JavaScript, because playwright-core's types need the DOM's, which this repository goes without.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, file, folder] = process.argv.slice(2);
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args });

async function open(width, height, colorScheme) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  const noise = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) noise.push(`request ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, noise };
}

const look = (page) =>
  page.evaluate(() => ({
    status: document.querySelector("[role=status]").textContent,
    shown: [...document.querySelectorAll("article:not([hidden])")].map(
      (card) => card.querySelector("h3").textContent,
    ),
    overflow: document.documentElement.scrollWidth - innerWidth,
    pwned: globalThis.pwned === undefined,
    focus:
      document.activeElement.id || document.activeElement.name || document.activeElement.className,
  }));

/** The least contrast of any text with what is behind it. */
const contrast = (page) =>
  page.evaluate(() => {
    const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const light = ([r, g, b]) => {
      const [x, y, z] = [r, g, b].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const behind = (element) => {
      for (let node = element; node; node = node.parentElement) {
        const found = channels(getComputedStyle(node).backgroundColor);
        if (found.length === 3) return found;
      }
      return [255, 255, 255];
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let worst = { ratio: 99, text: "" };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement: element } = node;
      const isSeen = element.checkVisibility() && !["SCRIPT", "OPTION"].includes(element.tagName);
      if (!isSeen || node.data.trim() === "") continue;
      const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < worst.ratio) worst = { ratio, text: node.data.trim().slice(0, 40) };
    }
    return worst;
  });

try {
  const report = {};
  const { page, noise } = await open(1280, 900, "light");
  report.all = await look(page);
  report.contrast = [await contrast(page)];
  await page.screenshot({ path: join(folder, "desktop.png"), fullPage: true });
  report.roles = {};
  for (const role of ["banner", "search", "main", "contentinfo", "status"]) {
    report.roles[role] = await page.getByRole(role).count();
  }
  report.unnamed = await page.evaluate(() =>
    [...document.querySelectorAll("input, select, button, a, summary")]
      .filter((control) => !(control.labels?.length > 0 || control.textContent.trim()))
      .map((control) => control.outerHTML),
  );

  // By keyboard alone, from the top.
  report.order = [];
  const tab = async () => {
    await page.keyboard.press("Tab");
    report.order.push((await look(page)).focus);
  };
  await tab();
  await tab();
  await page.keyboard.type("quantity");
  report.words = await look(page);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await tab();
  await page.keyboard.press("Space");
  report.level = await look(page);
  for (let count = 0; count < 7; count++) await tab();
  await page.keyboard.press("ArrowDown");
  report.operation = await look(page);
  await tab();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(50);
  report.reset = await look(page);
  await page.locator("input[value=wire]").uncheck();
  report.source = await look(page);
  await page.locator("input[value=source]").uncheck();
  report.neither = await look(page);
  await page.locator("#reset").click();
  report.counts = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll("fieldset label")].map((label) => [
        label.querySelector("input").value,
        Number(label.querySelector(".count").textContent),
      ]),
    ),
  );
  report.axes = await page.evaluate(() =>
    [...document.querySelectorAll("article")].map((card) =>
      [...card.querySelectorAll(".axis")].map((axis) => axis.textContent),
    ),
  );
  await page.locator("#words").fill("nothing has this");
  report.none = { ...(await look(page)), hint: await page.locator(".empty.filtered").isVisible() };

  const dark = await open(1280, 900, "dark");
  report.contrast.push(await contrast(dark.page));
  await dark.page.screenshot({ path: join(folder, "dark.png"), fullPage: true });
  const phone = await open(390, 844, "light");
  report.phone = await look(phone.page);
  report.first = await phone.page.evaluate(() => {
    const { top, bottom } = document.querySelector("article h3").getBoundingClientRect();
    return { top, bottom, height: innerHeight };
  });
  // The filters are folded, and open by keyboard.
  const isShown = () => phone.page.locator("#words").isVisible();
  report.folded = [await isShown()];
  await phone.page.keyboard.press("Tab");
  await phone.page.keyboard.press("Tab");
  report.summary = await phone.page.evaluate(() => document.activeElement.textContent);
  await phone.page.keyboard.press("Enter");
  report.folded.push(await isShown());
  report.opened = await look(phone.page);
  report.contrast.push(await contrast(phone.page));
  await phone.page.keyboard.press("Enter");
  report.folded.push(await isShown());
  await phone.page.screenshot({ path: join(folder, "phone.png"), fullPage: true });
  const night = await open(390, 844, "dark");
  report.contrast.push(await contrast(night.page));
  await night.page.screenshot({ path: join(folder, "phone-dark.png") });
  const narrow = await open(320, 640, "light");
  report.narrow = await look(narrow.page);

  report.noise = [...noise, ...dark.noise, ...phone.noise, ...night.noise, ...narrow.noise];
  console.log(JSON.stringify(report));
} finally {
  await browser.close();
}
