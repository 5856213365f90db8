// SPDX-License-Identifier: 0BSD
(() => {
  "use strict";
  const KEY = "registry-theme";
  const NEXT = { system: "light", light: "dark", dark: "system" };
  const root = document.documentElement;

  // browsers may forbid storage: the choice then holds for this page
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const keep = (theme) => {
    try {
      if (theme === "system") {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, theme);
      }
    } catch {
      // see above
    }
  };
  const current = () => root.dataset.theme || "system";
  const set = (theme) => {
    if (theme === "light" || theme === "dark") {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  };

  set(kept());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    if (!button) {
      return;
    }
    const name = () => {
      button.setAttribute("aria-label", `Theme: ${current()}. Switch to ${NEXT[current()]}`);
      button.title = `Theme: ${current()}`;
    };
    button.addEventListener("click", () => {
      const theme = NEXT[current()];
      set(theme);
      keep(theme);
      name();
    });
    // another page of the site is open
    addEventListener("storage", (event) => {
      if (event.key === KEY) {
        set(event.newValue);
        name();
      }
    });
    name();
    button.hidden = false;
  });
})();
