// SPDX-License-Identifier: 0BSD

// Buttons that copy a text: data-copy.
(() => {
  "use strict";

  const SHOWN_MS = 2000;
  let timer = 0;
  let shown = null;
  const status = document.createElement("p");
  status.className = "spoken";
  status.setAttribute("role", "status");
  document.body.append(status);

  function copied(text) {
    if (!text) {
      return Promise.reject(new Error("nothing"));
    }
    return navigator.clipboard && window.isSecureContext
      ? navigator.clipboard.writeText(text).catch(() => selected(text))
      : selected(text);
  }

  /** Over http browsers have no clipboard, and some refuse it. */
  function selected(text) {
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "spoken";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (focused) {
      focused.focus();
    }
    return done ? Promise.resolve() : Promise.reject(new Error("refused"));
  }

  function show(button, text) {
    clearTimeout(timer);
    if (shown) {
      delete shown.dataset.state;
    }
    shown = button;
    status.textContent = text;
    button.dataset.state = text;
    timer = setTimeout(function () {
      status.textContent = "";
      delete button.dataset.state;
    }, SHOWN_MS);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy]");
    if (button) {
      copied(button.dataset.copy).then(
        () => show(button, "Copied"),
        () => show(button, "Not copied"));
    }
  });

  for (const button of document.querySelectorAll("[data-copy][hidden]")) {
    button.hidden = false;
  }
})();
