// SPDX-License-Identifier: 0BSD

// What is opened over the page closes with Escape, and with a click outside of it.
(() => {
  "use strict";

  const opened = () => document.querySelectorAll("details.others[open]");

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      return;
    }
    for (const details of opened()) {
      if (details.contains(document.activeElement)) {
        details.querySelector("summary").focus();
      }
      details.open = false;
    }
  });

  document.addEventListener("click", function (event) {
    for (const details of opened()) {
      if (!details.contains(event.target)) {
        details.open = false;
      }
    }
  });
})();
