"use strict";

const THEMES = ["system", "light", "dark"];

/** A button that goes from the system's colours to light and dark ones, and keeps the choice. */
function startTheme(button, changed) {
  let theme = remembered();
  const show = () => {
    document.documentElement.dataset.theme = theme;
    setText(button, `Theme: ${theme}`);
    palette.read();
    changed();
  };
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    remember(theme);
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
}

/** Where storage is forbidden, the choice lasts as long as the page. */
function remembered() {
  try {
    const theme = localStorage.getItem("narthex-theme");
    return THEMES.includes(theme) ? theme : THEMES[0];
  } catch {
    return THEMES[0];
  }
}

function remember(theme) {
  try {
    localStorage.setItem("narthex-theme", theme);
  } catch {
    // see above
  }
}
