// Uses the query page as a person would, in a real, headless Chromium: types, takes a completion, runs a document, reads the book.
// node ide.mjs <url> <screenshot.png> <what is typed, up to the completion> <the word to choose> <document to run>
// prints {"title", "completions":[…], "answer":"…", "book":"…", "requests":[…], "problems":[…]}
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const [url, screenshot, typed, word, document] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  console.error(`${executablePath} is missing: apt-get install -y chromium, or set CHROMIUM.`);
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath,
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
  await page.goto(url, { waitUntil: "load" });
  const editor = page.locator(".graphiql-query-editor .CodeMirror");
  await editor.waitFor();
  await page.waitForLoadState("networkidle"); // the schema is here: there is something to complete with

  await write(typed);
  const popup = page.locator(".CodeMirror-hints");
  await popup.waitFor();
  const completions = (await popup.locator("li").allInnerTexts()).map((text) => text.trim());
  await popup.locator("li", { hasText: new RegExp(`^\\s*${word}\\b`) }).first().click();
  const taken = await editor.evaluate((element) => element.CodeMirror.getValue());

  await write(document);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Enter");
  const result = page.locator(".result-window .CodeMirror");
  await page.waitForFunction(() => globalThis.document.querySelector(".result-window .CodeMirror").CodeMirror.getValue().trim() !== "");
  const answer = await result.evaluate((element) => element.CodeMirror.getValue());

  await page.getByRole("button", { name: /documentation explorer/i }).click();
  const book = await page.locator(".graphiql-doc-explorer").innerText();
  await page.getByRole("button", { name: /settings dialog/i }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: screenshot });
  console.log(JSON.stringify({ title: await page.title(), completions, taken, answer, book, requests, problems }));

  async function write(text) {
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.type(text);
  }
} finally {
  await browser.close();
}
