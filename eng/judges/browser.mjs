// A real, headless Chromium for the judges that look at pages.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Opens a page and hands it to `use`, with what the browser asks of whom and what it complains of; both lists grow while the page is used. */
export async function browse(url, use) {
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
    page.setDefaultTimeout(15_000);
    const requests = [];
    const problems = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("websocket", (socket) => requests.push(socket.url()));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || /content security policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(url, { waitUntil: "load", timeout: 30_000 });
    await use(page, requests, problems);
  } finally {
    await browser.close();
  }
}
