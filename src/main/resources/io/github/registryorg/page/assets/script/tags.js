// SPDX-License-Identifier: 0BSD

// Sorts and filters the tags of a repository: those of the page, and all others once their data is there, which
// TagData.java describes. What is shown is in the address, after "#tags:", so that it can be linked to and gone back to.
(() => {
  "use strict";

  const ROWS = 100;
  const WORTH_TOOLS = 10;
  const PREFIX = "#tags:";
  const CHIPS = 3;
  const section = document.querySelector(".tag-list");
  const tools = section && section.querySelector(".tools");
  const table = section && (section.querySelector(":scope > table.list") || section.querySelector(".folded table.list"));
  if (!tools || !table) {
    return;
  }
  const body = table.tBodies[0];
  const folded = section.querySelector(".folded");
  // where there are no others
  const isFoldedAlone = Boolean(folded && folded.contains(table));
  const text = tools.querySelector("[type=search]");
  const platform = tools.querySelector(".platform");
  const order = tools.querySelector(".sort");
  const found = tools.querySelector(".found");
  const pages = section.querySelector(".pager");
  const homes = Array.from(section.querySelectorAll("tbody"), (home) => ({ home: home, rows: Array.from(home.rows) }));

  const numbers = new Intl.NumberFormat("en");
  let tags = homes.flatMap((home) => home.rows).map(ofRow);
  let total = Number(section.dataset.total);
  // from disk, browsers fetch nothing
  const source = location.protocol === "file:" ? null : section.dataset.tags;
  let loading = null;
  let lists = [];
  const listed = new Map();
  let state = { q: "", platform: "", sort: "", page: 1 };

  function ofRow(row, index) {
    const name = row.querySelector(".tag").textContent;
    const size = row.querySelector("data");
    const time = row.querySelector("time");
    return {
      name: name,
      key: name.toLowerCase(),
      index: index,
      size: size ? Number(size.value) : null,
      date: time ? Date.parse(time.dateTime) : null,
      platforms: Array.from(row.querySelectorAll("[data-platform]"), (chip) => chip.dataset.platform),
      row: row
    };
  }

  function ofData(data) {
    const rows = new Map(tags.map((tag) => [tag.name, tag.row]));
    const reasons = new Map(data.yanked.flatMap((group) => group.tags.map((index) => [index, group.reason])));
    const own = new Set(data.pages);
    const digests = atob(data.digests);
    const sizes = data.sizes.split(" ");
    const times = data.times.split(" ");
    const groups = data.groups.split(" ");
    const kinds = data.kinds.map((kind) => ({ ...kind, platforms: kind.platforms.map((i) => data.platforms[i]) }));
    let name = "";
    return data.names.split(" ").map(function (rest, index) {
      name = name.slice(0, parseInt(rest[0], 36)) + rest.slice(1);
      const kind = kinds[parseInt(groups[index], 36)];
      const time = ofTime(times[index]);
      return {
        name: name,
        key: name.toLowerCase(),
        index: index,
        size: sizes[index] === "-" ? null : parseInt(sizes[index], 36),
        date: time && Date.parse(time.text),
        time: time,
        platforms: kind.platforms,
        row: rows.get(name),
        kind: kind,
        digest: digests.slice(6 * index, 6 * index + 6),
        isYanked: reasons.has(index),
        reason: reasons.get(index),
        hasPage: own.has(index)
      };
    });
  }

  /** The time as the metadata has it, and what its exact text is. */
  function ofTime(column) {
    const parts = /^(-?[0-9a-z]+)(.*)$/.exec(column);
    if (!parts) {
      return null;
    }
    const text = new Date(parseInt(parts[1], 36) * 1000).toISOString().slice(0, 19);
    const day = text.slice(0, 10);
    return parts[2] === "?"
      ? { day: day, text: day, exact: day + ", time not stated" }
      : { day: day, text: text + (parts[2] || "Z"), exact: text.replace("T", " ") + (parts[2] || " UTC") };
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  function bytes(size) {
    if (size < 1024) {
      return size === 1 ? "1 byte" : size + " bytes";
    }
    let unit = -1;
    let tenths;
    do {
      unit++;
      tenths = Math.round(size / 1024 ** (unit + 1) * 10);
    } while (tenths >= 10240 && unit < 4);
    return numbers.format(Math.floor(tenths / 10)) + "." + tenths % 10 + " " + ["KiB", "MiB", "GiB", "TiB", "PiB"][unit];
  }

  function chip(name) {
    return element("li", { class: "chip", title: name }, name.length > 6 ? name.replace(/^linux\//, "") : name);
  }

  function chips(tag) {
    const all = tag.platforms.map(chip);
    const more = tag.kind.more > 0 ? [element("li", { class: "chip" }, "and " + numbers.format(tag.kind.more) + " more")] : [];
    const list = element("ul", { class: "chips" });
    if (tag.kind.kind) {
      list.append(element("li", { class: "chip kind" }, tag.kind.kind));
    }
    if (all.length <= CHIPS + 1 && more.length === 0) {
      list.append(...all);
      return list;
    }
    const rest = all.length - CHIPS + tag.kind.more;
    list.append(...all.slice(0, CHIPS), element("li", {}, element("details", { class: "others" },
      element("summary", { class: "chip", "aria-label": numbers.format(rest) + " more platforms" }, "+" + numbers.format(rest)),
      element("ul", { class: "chips" }, ...all.slice(CHIPS), ...more))));
    return list;
  }

  function date(tag) {
    if (!tag.time) {
      return [];
    }
    const time = element("time", { datetime: tag.time.text, title: tag.time.exact }, tag.time.day);
    if (tag.kind.date === "published") {
      return [time];
    }
    const created = [element("small", { class: "created" }, "created"), " ", time];
    return tag.kind.date === "created" ? created : [...created, " ", element("details", { class: "others" },
      element("summary", {}, "doubtful"), element("p", {}, "Only a label says so, which may be the base image's."))];
  }

  function size(tag) {
    if (!tag.kind.unit) {
      return [element("span", { class: "quiet" }, "size not stated")];
    }
    return tag.size === null ? [] : [
      element("data", { value: tag.size, title: numbers.format(tag.size) + " bytes" }, bytes(tag.size)),
      ...(tag.kind.all ? [" ", element("small", {}, "all platforms")] : [])];
  }

  function digest(tag) {
    if (!tag.kind.algorithm) {
      return [];
    }
    const hex = Array.from(tag.digest, (c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("");
    const usual = tag.kind.algorithm === "sha256";
    const button = element("button", { type: "button", class: "icon copy", "aria-label": "Copy the digest of " + tag.name });
    button.addEventListener("pointerenter", () => complete(button, tag));
    button.addEventListener("focus", () => complete(button, tag));
    button.addEventListener("click", function () {
      if (!("copy" in button.dataset)) {
        complete(button, tag).then(() => button.click());
      }
    });
    return [element("code", { class: "short" }, usual ? hex : tag.kind.algorithm + ":" + hex), button];
  }

  /** The rows of another page of the list: whole digests would make the data of all tags too large. */
  function rowsOf(page) {
    if (!listed.has(page)) {
      const rows = fetch("-/list/" + page + "/")
        .then((response) => response.ok ? response.text() : Promise.reject(new Error(response.status)))
        .then((html) => new Map(Array.from(
          new DOMParser().parseFromString(html, "text/html").querySelectorAll(".tag-list tbody tr"),
          (row) => [row.querySelector(".tag").textContent, row])));
      rows.catch(() => listed.delete(page));
      listed.set(page, rows);
    }
    return listed.get(page);
  }

  /** The button then copies the whole digest, or says that it can't. */
  function complete(button, tag) {
    return rowsOf(lists.filter((first) => first <= tag.index).length)
      .then(function (rows) {
        button.dataset.copy = rows.get(tag.name).querySelector("[data-copy]").dataset.copy;
      })
      .catch(function () {
        button.dataset.copy = "";
        setTimeout(() => delete button.dataset.copy);
      });
  }

  /** The same as in tag.jte, of what the data has. */
  function row(tag) {
    if (!tag.row) {
      const link = { class: "tag", title: tag.name };
      const name = tag.hasPage
        ? element("a", { ...link, href: "-/tags/" + encodeURIComponent(tag.name) + "/" }, tag.name)
        : element("span", link, tag.name);
      const head = element("th", { scope: "row" }, name);
      if (tag.isYanked) {
        head.append(" ", element("span", { class: "badge yanked" }, "Yanked"));
        if (tag.reason) {
          head.append(" ", element("p", { class: "reason", dir: "auto" }, tag.reason));
        }
      }
      tag.row = element("tr", tag.isYanked ? { class: "yanked" } : {},
        head,
        element("td", { "data-label": "Digest" }, ...digest(tag)),
        element("td", { "data-label": "Platforms" }, chips(tag)),
        element("td", { "data-label": "Size", class: "number" }, ...size(tag)),
        element("td", { "data-label": "Published" }, ...date(tag)));
    }
    return tag.row;
  }

  function compare(one, other) {
    return one < other ? -1 : one > other ? 1 : 0;
  }

  /** Unknown values are last in both directions; what is equal keeps the order of versions. */
  function sorted(list) {
    const down = state.sort.startsWith("-");
    const key = down ? state.sort.slice(1) : state.sort;
    if (!key) {
      return list;
    }
    const value = { name: (tag) => tag.key, size: (tag) => tag.size, date: (tag) => tag.date }[key];
    return list.sort(function (a, b) {
      const one = value(a);
      const other = value(b);
      if (one === null || other === null) {
        return (one === null) - (other === null) || a.index - b.index;
      }
      return (down ? compare(other, one) : compare(one, other)) || a.index - b.index;
    });
  }

  function isDefault() {
    return !state.q && !state.platform && !state.sort && state.page === 1;
  }

  function render() {
    if (text.value.trim() !== state.q) {
      text.value = state.q;
    }
    if (state.platform && !Array.from(platform.options).some((option) => option.value === state.platform)) {
      platform.add(new Option(state.platform, state.platform));
    }
    platform.value = state.platform;
    order.value = state.sort;
    for (const head of table.tHead.querySelectorAll("[data-sort]")) {
      const key = state.sort.replace("-", "");
      if (head.dataset.sort === key) {
        head.setAttribute("aria-sort", state.sort === key ? "ascending" : "descending");
      } else {
        head.removeAttribute("aria-sort");
      }
    }
    const plain = isDefault();
    if (isFoldedAlone) {
      folded.open = folded.open || !plain;
    } else if (folded) {
      folded.hidden = !plain;
    }
    if (pages) {
      pages.hidden = !plain;
    }
    if (plain) {
      homes.forEach((home) => home.home.replaceChildren(...home.rows));
      results.hidden = true;
      found.textContent = "";
      return;
    }
    const words = state.q.toLowerCase().split(/\s+/).filter((word) => word);
    const list = sorted(tags.filter((tag) => (!state.platform || tag.platforms.includes(state.platform))
      && words.every((word) => tag.key.includes(word))));
    const last = Math.max(1, Math.ceil(list.length / ROWS));
    const page = Math.min(state.page, last);
    state.page = page;
    body.replaceChildren(...list.slice((page - 1) * ROWS, page * ROWS).map(row));
    results.hidden = last === 1;
    // those that are disabled lose the focus
    results.previous.setAttribute("aria-disabled", String(page === 1));
    results.next.setAttribute("aria-disabled", String(page === last));
    results.place.textContent = "Page " + numbers.format(page) + " of " + numbers.format(last);
    found.textContent = summary(list.length);
  }

  function summary(count) {
    const all = (number) => numbers.format(number) + (number === 1 ? " tag" : " tags");
    if (tags.length === total) {
      return numbers.format(count) + " of " + all(total);
    }
    if (loading && !lists.length) {
      return all(count) + " so far";
    }
    return all(count) + ". Only the " + (lists.length ? "first " + all(tags.length) : all(tags.length) + " of this page")
      + " are searched.";
  }

  const results = element("nav", { class: "pager", "aria-label": "Pages of the result" });
  results.previous = element("button", { type: "button" }, "Previous");
  results.place = element("span", {});
  results.next = element("button", { type: "button" }, "Next");
  results.append(results.previous, results.place, results.next);
  results.hidden = true;
  table.after(results);

  function offerPlatforms() {
    const known = new Set(tags.flatMap((tag) => tag.platforms));
    const options = Array.from(known).sort().map((name) => new Option(name, name));
    platform.replaceChildren(platform.options[0], ...options);
    platform.value = state.platform;
    platform.hidden = known.size < 2;
  }

  /** What is not on the page is fetched when it is first needed, and again after it could not be. */
  function load() {
    if (!loading && source) {
      tools.setAttribute("aria-busy", "true");
      loading = fetch(source)
        .then((response) => response.ok ? response.json() : Promise.reject(new Error(response.status)))
        .then(function (data) {
          tags = ofData(data);
          total = data.total;
          lists = data.lists;
          offerPlatforms();
        })
        .catch(function () {
          // the rows of the page remain
          loading = null;
        })
        .then(function () {
          tools.removeAttribute("aria-busy");
          if (!isDefault()) {
            render();
          }
        });
    }
  }

  function change(changes, isNew) {
    state = { ...state, page: 1, ...changes };
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(state)) {
      if (value && value !== 1) {
        query.set(key, value);
      }
    }
    const address = isDefault() ? location.href.split("#")[0] : PREFIX + query;
    load();
    render();
    try {
      history[isNew ? "pushState" : "replaceState"](null, "", address);
    } catch {
      // browsers allow some changes in a time
    }
  }

  function read() {
    if (!location.hash.startsWith(PREFIX)) {
      if (location.hash) {
        // a link within the page
        return;
      }
      state = { q: "", platform: "", sort: "", page: 1 };
      render();
      return;
    }
    const query = new URLSearchParams(location.hash.slice(PREFIX.length));
    const sort = query.get("sort") || "";
    state = {
      q: query.get("q") || "",
      platform: query.get("platform") || "",
      sort: Array.from(order.options).some((option) => option.value === sort) ? sort : "",
      page: Math.max(1, Math.floor(Number(query.get("page"))) || 1)
    };
    load();
    render();
  }

  /** A click sorts, the next in the other direction, the third by version again. */
  function next(key) {
    const first = key === "name" ? key : "-" + key;
    const second = key === "name" ? "-" + key : key;
    return state.sort === first ? second : state.sort === second ? "" : first;
  }

  for (const head of table.tHead.querySelectorAll("[data-sort]")) {
    const button = element("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => change({ sort: next(head.dataset.sort) }, true));
    head.append(button);
  }
  text.addEventListener("input", () => change({ q: text.value.trim() }, !state.q));
  platform.addEventListener("change", () => change({ platform: platform.value }, true));
  order.addEventListener("change", () => change({ sort: order.value }, true));
  results.previous.addEventListener("click", turn);
  results.next.addEventListener("click", turn);

  function turn(event) {
    const button = event.currentTarget;
    if (button.getAttribute("aria-disabled") === "true") {
      return;
    }
    const by = button === results.next ? 1 : -1;
    change({ page: state.page + by }, true);
    section.scrollIntoView();
  }

  tools.addEventListener("focusin", load);
  tools.addEventListener("pointerenter", load);
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
  offerPlatforms();
  tools.hidden = total < WORTH_TOOLS;
  if (location.hash.startsWith(PREFIX)) {
    read();
    section.scrollIntoView();
  }
})();
