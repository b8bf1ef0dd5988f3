// Opens a page in a real, headless Chromium and tells what a reader sees and what the browser asked of whom.
// node browse.mjs <url> <screenshot.png> <text to wait for>…
import { browse } from "./browser.mjs";

const [url, screenshot, ...texts] = process.argv.slice(2);
await browse(url, async (page, requests, problems) => {
  const missing = [];
  for (const text of texts) {
    try {
      await page.getByText(text, { exact: false }).filter({ visible: true }).first().waitFor({ state: "visible" });
    } catch {
      missing.push(text);
    }
  }
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: screenshot });
  console.log(JSON.stringify({ title: await page.title(), missing, requests, problems }));
});
