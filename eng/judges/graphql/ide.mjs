// Uses the query page as a person would, in a real, headless Chromium: types, takes a completion, runs a document, reads the book.
// node ide.mjs <url> <screenshot.png> <what is typed, up to the completion> <the word to choose> <document to run>
// prints {"title", "completions":[…], "taken":"…", "answer":"…", "book":"…", "requests":[…], "problems":[…]}
import { browse } from "../browser.mjs";

const [url, screenshot, typed, word, document] = process.argv.slice(2);
await browse(url, async (page, requests, problems) => {
  const editor = page.locator(".graphiql-query-editor .CodeMirror");
  const text = (of) => of.evaluate((element) => element.CodeMirror.getValue());
  await editor.waitFor();
  await page.waitForLoadState("networkidle"); // the schema is here: there is something to complete with

  await write(typed);
  const popup = page.locator(".CodeMirror-hints li");
  await popup.first().waitFor();
  const completions = (await popup.allInnerTexts()).map((completion) => completion.trim());
  await popup.filter({ hasText: new RegExp(`^\\s*${word}\\b`) }).first().click();
  const taken = await text(editor);

  await write(document);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => globalThis.document.querySelector(".result-window .CodeMirror").CodeMirror.getValue().trim() !== "");
  const answer = await text(page.locator(".result-window .CodeMirror"));

  await page.getByRole("button", { name: /documentation explorer/i }).click();
  const book = await page.locator(".graphiql-doc-explorer").innerText();
  await page.getByRole("button", { name: /settings dialog/i }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: screenshot });
  console.log(JSON.stringify({ title: await page.title(), completions, taken, answer, book, requests, problems }));

  async function write(words) {
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.type(words);
  }
});
