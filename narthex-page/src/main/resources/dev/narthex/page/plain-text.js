"use strict";

/** Characters of text that are shown; a browser is slow with many megabytes in one element. */
const MAX_TEXT = 500_000;

/** Shows what scrapers get who ask for text. */
function startPlainText(button, dialog) {
  const place = dialog.querySelector("pre");
  button.addEventListener("click", async () => {
    place.textContent = "…";
    dialog.showModal();
    try {
      const response = await fetch(ownAddress(), {
        headers: {Accept: "text/plain"},
        cache: "no-store",
      });
      const text = await response.text();
      const rest = text.length - MAX_TEXT;
      const end = rest > 0 ? `\n… and ${WHOLE.format(rest)} characters more` : "";
      place.textContent = text.slice(0, MAX_TEXT) + end;
    } catch {
      place.textContent = "The program does not answer.";
    }
  });
}
