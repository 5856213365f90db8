// SPDX-License-Identifier: 0BSD
(() => {
  "use strict";

  /* a link to a platform opens what is folded around it */
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const folded = target && target.closest("details.platform-details:not([open])");
    if (folded) {
      folded.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  /* the tag to compare with is in the address; what compares is loaded once someone is about to choose, or an address asks */
  const section = document.getElementById("changes");
  const choice = document.getElementById("changes-with");
  if (!choice || !location.protocol.startsWith("http")) {
    return;
  }
  section.dataset.usual = (choice.querySelector("option[selected]") || choice.options[0]).value;
  const failure = document.createElement("span");
  failure.setAttribute("role", "status");
  choice.after(" ", failure);
  let isLoaded = false;
  const load = () => {
    if (!isLoaded) {
      isLoaded = true;
      const script = document.createElement("script");
      script.src = section.dataset.script;
      script.onload = () => {
        failure.textContent = "";
      };
      script.onerror = () => {
        isLoaded = false;
        script.remove();
        failure.textContent = "The comparison could not be loaded.";
      };
      document.head.append(script);
    }
  };
  const show = () => {
    load();
    section.dispatchEvent(new Event("choose"));
  };

  choice.addEventListener("change", () => {
    const address = new URL(location.href);
    address.hash = "";
    if (choice.value === section.dataset.usual) {
      address.searchParams.delete("with");
    } else {
      address.searchParams.set("with", choice.value);
    }
    history.pushState(null, "", address);
    show();
  });
  choice.addEventListener("pointerenter", load);
  choice.addEventListener("focus", load);
  addEventListener("popstate", show);
  section.hidden = false;
  choice.closest(".choice").hidden = false;
  if (new URLSearchParams(location.search).has("with")) {
    load();
  }
})();
