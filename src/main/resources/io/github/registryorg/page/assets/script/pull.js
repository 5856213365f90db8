// SPDX-License-Identifier: 0BSD

// One command in place of a list of them: for the client, and the tag or digest, that the reader chooses.
(() => {
  "use strict";

  const chooser = document.querySelector(".chooser");
  if (!chooser) {
    return;
  }
  const KEY = "registry-client";
  const radios = Array.from(chooser.querySelectorAll("[name=client]"));
  const tags = chooser.querySelector("select");
  const byDigest = chooser.querySelector(".by-digest input");
  const code = chooser.querySelector("code");
  const button = chooser.querySelector("[data-copy]");
  const templates = Array.from(chooser.querySelectorAll(".templates li"), (item) => ({
    group: item.dataset.templates,
    client: item.dataset.client,
    text: item.textContent,
    takesDigest: "byDigest" in item.dataset
  }));

  let preferred = null;
  try {
    preferred = localStorage.getItem(KEY);
  } catch {
    // storage may be forbidden
  }

  function remember(client) {
    preferred = client;
    try {
      localStorage.setItem(KEY, client);
    } catch {
      // it lasts as long as the page
    }
  }

  function update() {
    const option = tags.selectedOptions[0];
    const able = templates.filter((template) => template.group === option.dataset.templates);
    const chosen = able.find((template) => template.client === preferred) || able[0];
    for (const radio of radios) {
      radio.closest("label").hidden = !able.some((template) => template.client === radio.value);
      radio.checked = radio.value === chosen.client;
    }
    byDigest.disabled = !chosen.takesDigest || !option.dataset.digest;
    const values = {
      reference: byDigest.checked && !byDigest.disabled ? "@" + option.dataset.digest : ":" + option.value,
      tag: option.value,
      version: option.dataset.version || option.value
    };
    const command = chosen.text.replace(/\{(reference|tag|version)\}/g, (all, key) => values[key]);
    if (code.textContent !== command) {
      code.textContent = command;
    }
    button.dataset.copy = command;
  }

  for (const radio of radios) {
    radio.addEventListener("change", function () {
      remember(radio.value);
      update();
    });
  }
  tags.addEventListener("change", update);
  byDigest.addEventListener("change", update);
  // where a browser brings back what was chosen before
  window.addEventListener("pageshow", update);

  tags.value = tags.dataset.example;
  update();
  chooser.hidden = false;
  chooser.parentNode.querySelector(".examples").hidden = true;
})();
