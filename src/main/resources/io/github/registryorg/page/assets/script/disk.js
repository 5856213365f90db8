// SPDX-License-Identifier: 0BSD

// Links between pages that are opened from disk, where nothing finds the page of a directory.
(() => {
  "use strict";

  if (location.protocol !== "file:") {
    return;
  }

  function complete(event) {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) {
      link.pathname += "index.html";
    }
  }

  // whatever a reader does with a link, before the browser does it; scripts make links, too
  for (const type of ["click", "auxclick", "contextmenu", "dragstart"]) {
    document.addEventListener(type, complete, true);
  }
})();
