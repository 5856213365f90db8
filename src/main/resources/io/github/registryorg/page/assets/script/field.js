// SPDX-License-Identifier: 0BSD

// The field of the search: what searches is loaded once someone is about to use it, or an address asks for it.
(() => {
  "use strict";

  const slot = document.querySelector("search.search");
  const input = slot && slot.querySelector("input");
  // pages that are opened from disk can load no index
  if (!input || location.protocol === "file:") {
    return;
  }
  let loaded = false;
  const load = () => {
    if (!loaded) {
      loaded = true;
      const script = document.createElement("script");
      script.src = slot.dataset.script;
      script.onerror = () => {
        loaded = false;
        script.remove();
      };
      document.head.append(script);
    }
  };
  // what is pressed before the script is here is done by it
  input.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.isComposing) {
      slot.dataset.entered = "true";
    }
  });
  input.addEventListener("input", () => delete slot.dataset.entered);
  slot.addEventListener("pointerenter", load);
  input.addEventListener("focus", load);
  slot.hidden = false;
  if (new URLSearchParams(location.search).has("q") || document.activeElement === input) {
    load();
  }
})();
