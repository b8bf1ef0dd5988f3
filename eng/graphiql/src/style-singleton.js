// Takes the place of react-style-singleton's singleton.js, which writes a <style> element: the page's policy forbids inline styles, and a sheet made by script is none.
export function stylesheetSingleton() {
  let users = 0;
  let sheet;
  return {
    add(style) {
      if (users++ > 0) return;
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
    remove() {
      if (--users === 0) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}
