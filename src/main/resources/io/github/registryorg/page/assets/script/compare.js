// SPDX-License-Identifier: 0BSD
(() => {
  "use strict";

  /* the changes since any other tag that has a page, as TagComparison finds those since the release before */
  const MAX_PLATFORMS = 40;
  const MAX_SETTINGS = 60;
  const MAX_LAYERS = 20;
  const MAX_LAYERS_OF_ALL = 120;
  const MAX_LABEL_LENGTH = 100;
  const section = document.getElementById("changes");
  const choice = document.getElementById("changes-with");
  const difference = section.querySelector(".difference");
  const heading = document.getElementById("changes-since");
  const usual = {
    tag: section.dataset.usual,
    heading: [...heading.childNodes],
    content: [...difference.childNodes],
  };
  const pages = new Map();

  const make = (name, properties, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };

  const grouped = (number) => number.toLocaleString("en");
  const more = (number) => `and ${grouped(number)} more`;

  /* the layers of a platform, null where the page doesn't show all */
  const layersOf = (part) => {
    const rows = [...part.querySelectorAll(".layers tbody tr:not(.empty-layer)")];
    return rows.length !== Number(part.dataset.layers) ? null : rows.map((row) => {
      const name = row.querySelector(".file") || row.querySelector("code:not(.digest)");
      return {
        digest: row.querySelector(".digest").textContent,
        size: row.querySelector("data").textContent,
        label: name && name.textContent,
      };
    });
  };

  /* what a page shows of a platform, and which lists of settings go on */
  const platformOf = (part) => {
    const settings = new Map();
    const cut = [];
    for (const group of part.querySelectorAll("dl[data-group]")) {
      const prefix = group.dataset.group && `${group.dataset.group} `;
      for (const setting of group.querySelectorAll("dt")) {
        settings.set(prefix + setting.textContent, setting.nextElementSibling.textContent);
      }
      if (group.dataset.more) {
        cut.push(prefix);
      }
    }
    const { platform: name, digest, size, config } = part.dataset;
    return { name, digest, size, config, layers: layersOf(part), settings: config ? settings : null, cut };
  };

  const read = (page) => ({
    platforms: [...page.querySelectorAll("[data-platform]")].map(platformOf),
    isCut: page.querySelector(".platform-list[data-more]") !== null,
  });

  const load = (tag) => {
    if (!pages.has(tag)) {
      pages.set(tag, fetch(`../${tag}/`).then(async (response) => {
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return read(new DOMParser().parseFromString(await response.text(), "text/html"));
      }));
    }
    return pages.get(tag);
  };

  /* the same name; else the same build of Windows, or any version of it, where that is one and only one */
  const KEYS = [
    (name) => name,
    (name) => name.replace(/^(\S+ [0-9]*\.[0-9]*\.[0-9]*)\.[0-9.]*$/, "$1"),
    (name) => name.replace(/^(\S+) [0-9.]+$/, "$1"),
  ];
  const pairsOf = (now, before) => {
    const pairs = new Map();
    for (const key of KEYS) {
      const paired = new Set(pairs.values());
      const ofKey = (platforms, name) => platforms.filter((platform) => key(platform.name) === name);
      const free = now.filter((platform) => !pairs.has(platform));
      const others = before.filter((platform) => !paired.has(platform));
      for (const platform of free) {
        const old = ofKey(others, key(platform.name));
        if (old.length === 1 && ofKey(free, key(platform.name)).length === 1) {
          pairs.set(platform, old[0]);
        }
      }
    }
    return pairs;
  };

  const table = (titles, rows) => make("table", { class: "list" },
    make("thead", {}, make("tr", {}, ...titles.map(([title, kind]) =>
      make("th", kind ? { scope: "col", class: kind } : { scope: "col" }, title)))),
    make("tbody", {}, ...rows.map(([name, ...cells]) => make("tr", {},
      make("th", { scope: "row" }, name),
      ...cells.map((cell, index) => {
        const [title, kind] = titles[index + 1];
        return make("td", kind ? { class: kind, "data-label": title } : { "data-label": title }, cell);
      })))));

  const value = (text) => (text === undefined ? make("span", { class: "none" }, "–") : make("code", {}, text));

  const shortened = (text) => (text.length <= MAX_LABEL_LENGTH ? text
    : `${text.slice(0, MAX_LABEL_LENGTH).replace(/[\ud800-\udbff]$/, "").replace(/ $/, "")}…`);

  const layerChange = (layer, how) => make("li", {}, `${how} ${layer.size} `,
    ...(layer.label ? [make("code", {}, shortened(layer.label)), " "] : []),
    make("code", { class: "quiet" }, layer.digest.replace(/^([^:]*:.{12}).*/, "$1")));

  const compare = (tag, before, now) => {
    const pairs = pairsOf(now.platforms, before.platforms);
    const gone = before.platforms.filter((platform) => ![...pairs.values()].includes(platform));
    const platforms = [];
    const changes = new Map();
    let configs = 0;
    let isSame = !now.isCut && !before.isCut;
    let shownLayers = 0;

    const layerChanges = (old, layers) => {
      const without = (all, others) => all.filter((layer) => !others.some((other) => other.digest === layer.digest));
      const added = without(layers, old);
      const text = `${grouped(layers.length - added.length)} of ${grouped(layers.length)} the same`;
      const all = [
        ...added.map((layer) => layerChange(layer, "added")),
        ...without(old, layers).map((layer) => layerChange(layer, "removed")),
      ];
      const shown = all.slice(0, Math.min(MAX_LAYERS, MAX_LAYERS_OF_ALL - shownLayers));
      shownLayers += shown.length;
      return all.length === 0 ? text : make("details", { class: "layer-changes" }, make("summary", {}, text),
        make("ul", {}, ...shown, ...(all.length > shown.length ? [make("li", {}, more(all.length - shown.length))] : [])));
    };

    const compareSettings = (old, platform) => {
      configs += 1;
      isSame = isSame && old.config === platform.config;
      const cut = [...old.cut, ...platform.cut];
      for (const setting of new Set([...platform.settings.keys(), ...old.settings.keys()])) {
        const pair = [setting, old.settings.get(setting), platform.settings.get(setting)];
        const isUnknown = pair.includes(undefined) && cut.some((prefix) => setting.startsWith(prefix));
        if (pair[1] !== pair[2] && !isUnknown) {
          const key = JSON.stringify(pair);
          changes.set(key, { pair, names: [...(changes.get(key)?.names ?? []), platform.name] });
        }
      }
    };

    for (const platform of now.platforms.slice(0, MAX_PLATFORMS)) {
      const old = pairs.get(platform);
      if (!old) {
        platforms.push([platform.name, "–", platform.size, before.isCut ? "not known" : "added"]);
        continue;
      }
      const isEqual = old.digest === platform.digest;
      const layers = isEqual ? "the same"
        : old.layers && platform.layers ? layerChanges(old.layers, platform.layers) : "not known";
      platforms.push([platform.name, old.size, platform.size, layers]);
      if (old.settings && platform.settings) {
        compareSettings(old, platform);
      } else {
        isSame = isSame && isEqual;
      }
    }
    for (const platform of gone.slice(0, MAX_PLATFORMS - platforms.length)) {
      platforms.push([platform.name, platform.size, "–", now.isCut ? "not known" : "removed"]);
    }

    const current = section.dataset.tag;
    const parts = [table([["Platform"], [tag, "number"], [current, "number"], ["Layers"]], platforms)];
    const left = now.platforms.length + gone.length - platforms.length;
    if (left > 0) {
      parts.push(make("p", { class: "quiet" }, more(left)));
    }
    const all = [...changes.values()];
    const shown = all.slice(0, MAX_SETTINGS);
    if (shown.length > 0) {
      const named = shown.some((change) => change.names.length < configs);
      parts.push(table(
        [["Setting"], [tag], [current], ...(named ? [["Platforms"]] : [])],
        shown.map(({ pair, names }) => [pair[0], value(pair[1]), value(pair[2]),
          ...(named ? [names.length < configs ? names.join(", ") : "all"] : [])]),
      ));
      if (all.length > shown.length) {
        parts.push(make("p", { class: "quiet" }, more(all.length - shown.length)));
      }
    } else if (configs > 0) {
      parts.push(make("p", { class: "quiet" },
        isSame ? "No setting differs." : "Nothing that is shown here differs."));
    }
    return parts;
  };

  const show = async (tag) => {
    choice.value = tag;
    if (tag === usual.tag) {
      heading.replaceChildren(...usual.heading);
      difference.replaceChildren(...usual.content);
      return;
    }
    if (choice.value !== tag) {
      /* a link of a time when it had a page */
      const row = `../../../#tags:${new URLSearchParams({ q: tag })}`;
      heading.replaceChildren("Compared with ", make("a", { href: row }, tag));
      difference.replaceChildren(make("p", { class: "note" }, `${tag} has no page here to compare with. Look for `,
        make("a", { href: row }, "its row in the list of tags"), "."));
      return;
    }
    heading.replaceChildren("Compared with ", make("a", { href: `../${tag}/` }, tag));
    let content;
    try {
      content = compare(tag, await load(tag), read(document));
    } catch {
      pages.delete(tag);
      content = [make("p", { class: "note warn" }, `The page of ${tag} could not be loaded.`)];
    }
    /* unless another was chosen meanwhile */
    if (choice.value === tag) {
      difference.replaceChildren(...content);
    }
  };

  const fromAddress = () => {
    const tag = new URLSearchParams(location.search).get("with");
    return tag && /^\w[\w.-]{0,127}$/.test(tag) && tag !== section.dataset.tag ? tag : usual.tag;
  };

  section.addEventListener("choose", () => show(fromAddress()));
  show(fromAddress());
})();
