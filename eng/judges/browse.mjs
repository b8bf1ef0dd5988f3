// Opens a page in a real, headless Chromium and tells what a reader sees and what the browser asked of whom.
// node browse.mjs <url> <screenshot.png> <text to wait for>…
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const [url, screenshot, ...texts] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  console.error(`${executablePath} is missing: apt-get install -y chromium, or set CHROMIUM.`);
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath,
  // Whatever the page tries to reach, no name is resolved but ours, and the browser itself stays quiet.
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  const requests = [];
  const problems = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("websocket", (socket) => requests.push(socket.url()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || /content security policy/i.test(message.text())) problems.push(message.text());
  });
  await page.goto(url, { waitUntil: "load" });
  const missing = [];
  for (const text of texts) {
    try {
      await page.getByText(text, { exact: false }).filter({ visible: true }).first().waitFor({ state: "visible", timeout: 15_000 });
    } catch {
      missing.push(text);
    }
  }
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: screenshot });
  console.log(JSON.stringify({ title: await page.title(), missing, requests, problems }));
} finally {
  await browser.close();
}
