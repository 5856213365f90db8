// SPDX-License-Identifier: 0BSD
(() => {
  "use strict";

  // ---- words, as the index has them

  const LETTERS = /[\p{L}\p{Nd}\p{Mc}\u0001]+/gu;
  const UNSEPARATED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  const fold = text => text.normalize("NFKD").toLowerCase()
    .replace(/[\u{10000}-\u{10ffff}]/gu, " ")
    .replace(/\p{Mn}/gu, "")
    .replace(/\u03c2/g, "\u03c3");

  const words = text => (fold(text).replace(/([0-9])\.(?=[0-9])/g, "$1\u0001").match(LETTERS) || [])
    .map(word => word.replace(/\u0001/g, "."))
    .map(word => word.slice(0, UNSEPARATED.test(word) ? 8 : 32));

  // ---- the index

  const ID = 6;
  const TURNS = 5;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const fetched = new Map();
  let root;

  const load = name => {
    if (!fetched.has(name)) {
      const file = fetch(root + "api/search/" + name + ".json", { credentials: "same-origin" }).then(response => {
        if (response.ok) {
          return response.json();
        }
        throw new Error(response.status + " " + name);
      });
      file.catch(() => fetched.delete(name));
      fetched.set(name, file);
    }
    return fetched.get(name);
  };

  const encoded = text => text.replace(/[^a-z0-9]/g, c => "_" + c.charCodeAt(0).toString(16).padStart(4, "0"));

  const fileOf = (starts, word) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= word) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high < starts.length && starts[high].startsWith(word) ? "p-" + encoded(word) : "w-" + encoded(starts[low]);
  };

  /** The repositories that have a word which begins like this: how good each is, 0 is the best. */
  const find = async (index, word) => {
    const ranks = new Map();
    let count = 0;
    let complete = true;
    const lists = Object.entries(await load(fileOf(index.words, word))).filter(([found]) => found.startsWith(word));
    for (const [found, [all, ...places]] of lists) {
      let listed = 0;
      places.forEach((ids, place) => {
        for (let at = 0; at < ids.length; at += ID) {
          const id = ids.slice(at, at + ID);
          const rank = 2 * place + (found === word ? 0 : 1);
          listed++;
          if (!(ranks.get(id) <= rank)) {
            ranks.set(id, rank);
          }
        }
      });
      complete = complete && listed === all;
      count = Math.max(count, all);
    }
    return { word, ranks, complete, count: Math.max(count, ranks.size) };
  };

  /** What fits all words, the best first; what may lack a word, of which not all repositories are listed, is doubtful. */
  const combine = found => {
    const [first, ...others] = [...found].sort((one, other) => other.complete - one.complete || one.count - other.count);
    const fitting = [];
    for (const [id, rank] of first.ranks) {
      const doubtful = others.filter(other => !other.complete && !other.ranks.has(id)).map(other => other.word);
      if (others.every(other => !other.complete || other.ranks.has(id))) {
        const sum = others.reduce((all, other) => all + (other.ranks.has(id) ? other.ranks.get(id) : 20), rank);
        fitting.push({ id, rank: sum, doubtful });
      }
    }
    fitting.sort((one, other) => one.rank - other.rank);
    const exact = found.length === 1 || found.every(one => one.complete);
    return { fitting, count: found.length === 1 ? first.count : fitting.length, exact };
  };

  const detailsOf = async (index, id) => {
    const number = ALPHABET.indexOf(id[0]) * 64 + ALPHABET.indexOf(id[1]);
    const file = await load("d-" + Math.floor(number * index.details / 4096));
    return file.filter(row => row[0] === id);
  };

  const fits = ([, name, title, description], wanted) => {
    const text = name + " " + title + " " + description;
    const has = words(text);
    return wanted.every(word =>
      UNSEPARATED.test(word) ? fold(text).includes(word) : has.some(one => one.startsWith(word)));
  };

  /** The next rows of an answer, and how many places they take in it; fewer where too many have to be looked at. */
  const rows = async (index, answer, most) => {
    const some = [];
    let taken = 0;
    for (let turn = 0; turn < TURNS && some.length < most && taken < answer.fitting.length; turn++) {
      const next = answer.fitting.slice(taken, taken + most - some.length);
      const details = await Promise.all(next.map(({ id }) => detailsOf(index, id)));
      details.forEach((of, i) => some.push(...of.filter(row => fits(row, next[i].doubtful))));
      taken += next.length;
    }
    return { some, taken };
  };

  // ---- the page

  const PAGE = 10;
  const MOST = 50;
  const DELAY = 40;
  const MOST_WORDS = 8;
  const MOST_TEXT = 200;
  const UNAVAILABLE = "Search is not available: try again later";

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    made.append(...children);
    return made;
  };

  /** The text with what was searched for marked, in pieces. */
  const marked = (text, wanted) => {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:\.[\p{N}]+)*/gu)) {
      const folded = fold(match[0]);
      const at = wanted.map(word => [folded.indexOf(word), word.length])
        .filter(([start]) => start === 0 || start > 0 && UNSEPARATED.test(folded))
        .sort((one, other) => other[1] - one[1])[0];
      if (at) {
        const [start, length] = folded.length === match[0].length ? at : [0, match[0].length];
        const from = match.index + start;
        pieces.push(text.slice(end, from), element("mark", "", text.slice(from, from + length)));
        end = from + length;
      }
    }
    pieces.push(text.slice(end));
    return pieces;
  };

  const row = ([, name, title, description, kind, newest, state], wanted) => {
    const link = element("a", "", element("span", "name", ...marked(name, wanted)));
    link.href = root + name.split("/").map(encodeURIComponent).join("/") + "/";
    const about = element("span", "meta");
    if (state) {
      const label = state === 1 ? ["badge deprecated", "Deprecated"] : ["badge yanked", "Yanked"];
      about.append(element("span", ...label));
    }
    if (kind) {
      about.append(element("span", "chip", kind));
    }
    if (newest) {
      const tag = element("span", "tag", newest);
      tag.title = newest;
      about.append(tag);
    }
    link.append(about);
    const text = [title, description].filter(Boolean).join(": ");
    if (text) {
      const line = element("span", "text", ...marked(text, wanted));
      line.dir = "auto";
      link.append(line);
    }
    return element("li", "", link);
  };

  const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

  const summary = ({ count, exact, fitting }, shown, query) => {
    if (!exact && fitting.length > 0) {
      return shown === 0
        ? "None of the best matches has all of it. Type more to narrow them."
        : "Only the best matches are shown. Type more to narrow them.";
    }
    const all = exact ? count : shown;
    if (shown === 0) {
      return "No repository matches " + query;
    }
    return grouped(all) + (all === 1 ? " repository" : " repositories") + (all > MOST ? ". Type more to narrow them." : "");
  };

  const start = (slot, input) => {
    root = new URL(slot.dataset.root || "./", document.baseURI).href;
    const here = new URL(document.baseURI);
    const isHome = here.origin + here.pathname.replace(/index\.html$/, "") === root;
    const status = element("p", "status");
    // what is not shown can't be read aloud when it changes
    const spoken = element("p", "spoken");
    spoken.setAttribute("role", "status");
    const list = element("ul");
    const more = element("button", "more", "Show more");
    more.type = "button";
    const panel = element("div", "results", status, list, more);
    panel.hidden = true;
    slot.append(panel, spoken);
    // of the search whose answer may still be shown
    let current = 0;
    let timer = 0;
    let searching = false;
    let entered = false;
    // what the list has the results of
    let answered = "";

    const query = () => (new URL(location.href).searchParams.get("q") || "").slice(0, MOST_TEXT);
    let known = query();

    const wait = on => {
      searching = on;
      panel.setAttribute("aria-busy", String(on));
    };

    const say = text => {
      status.textContent = text;
      panel.hidden = false;
      spoken.textContent = text;
    };

    /** What was begun for an older text comes to nothing. */
    const cancel = () => {
      clearTimeout(timer);
      current++;
    };

    const close = () => {
      cancel();
      entered = false;
      wait(false);
      panel.hidden = true;
      spoken.textContent = "";
    };

    /** Shows the next rows of an answer, below those that are there already or in place of another answer's. */
    const extend = async (number, answer, wanted, isFirst) => {
      const { some, taken } = await rows(await load("index"), answer, PAGE);
      if (number !== current) {
        return;
      }
      answer.fitting.splice(0, taken);
      const focused = document.activeElement === more;
      const made = some.map(one => row(one, wanted));
      if (isFirst) {
        list.replaceChildren();
      }
      list.append(...made);
      more.hidden = answer.fitting.length === 0 || list.children.length >= MOST;
      if (focused && (made.length > 0 || more.hidden)) {
        (made.length > 0 ? made[0].firstChild : input).focus();
      }
      say(summary(answer, list.children.length, input.value.trim()));
    };

    const offerMore = (number, answer, wanted) => {
      let busy = false;
      more.onclick = async () => {
        if (busy || number !== current) {
          return;
        }
        busy = true;
        more.setAttribute("aria-disabled", "true");
        try {
          await extend(number, answer, wanted, false);
        } catch {
          if (number === current) {
            say(UNAVAILABLE);
          }
        }
        busy = false;
        more.removeAttribute("aria-disabled");
      };
    };

    const search = async () => {
      cancel();
      const number = current;
      const text = input.value.trim();
      const wanted = [...new Set(words(text))].slice(0, MOST_WORDS);
      if (wanted.length === 0) {
        list.replaceChildren();
        answered = "";
        close();
        remember();
        return;
      }
      wait(true);
      try {
        const index = await load("index");
        const answer = combine(await Promise.all(wanted.map(word => find(index, word))));
        if (number === current) {
          offerMore(number, answer, wanted);
          await extend(number, answer, wanted, true);
        }
      } catch {
        if (number === current) {
          list.replaceChildren();
          more.hidden = true;
          say(UNAVAILABLE);
        }
      }
      if (number === current) {
        answered = text;
        remember();
        const opens = entered;
        entered = false;
        wait(false);
        if (opens) {
          open();
        }
      }
    };

    /** Enter opens the first result, also one that is on its way. */
    const open = () => {
      entered = searching;
      if (!searching && list.firstChild && answered === input.value.trim()) {
        list.querySelector("a").click();
      }
    };

    /** The address of the home page has the query, so that it can be kept and come back to. */
    const remember = () => {
      const text = input.value.trim();
      if (!isHome || text === query()) {
        return;
      }
      const next = new URL(location.href);
      if (text) {
        next.searchParams.set("q", text);
      } else {
        next.searchParams.delete("q");
      }
      try {
        // the page without a query stays behind the first one
        history[query() ? "replaceState" : "pushState"](null, "", next);
        known = query();
      } catch {
        // browsers allow some changes in a time
      }
    };

    const restore = () => {
      known = query();
      input.value = known;
      search();
    };

    const links = () => [...list.querySelectorAll("a")];

    const move = (event, step) => {
      const stops = [input, ...links(), ...(more.hidden ? [] : [more])];
      const to = stops[stops.indexOf(document.activeElement) + step];
      if (!panel.hidden && to) {
        event.preventDefault();
        to.focus();
      }
    };

    input.addEventListener("input", () => {
      cancel();
      entered = false;
      wait(true);
      timer = setTimeout(search, DELAY);
    });
    const reopen = () => {
      if (panel.hidden && input.value.trim()) {
        search();
      }
    };

    input.addEventListener("focus", () => load("index").catch(() => {}));
    input.addEventListener("click", reopen);
    input.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        open();
      }
    });
    slot.addEventListener("keydown", event => {
      if (event.key === "ArrowDown") {
        reopen();
        move(event, 1);
      } else if (event.key === "ArrowUp") {
        move(event, -1);
      }
    });
    slot.addEventListener("focusout", event => {
      if (event.relatedTarget && !slot.contains(event.relatedTarget)) {
        close();
      }
    });
    document.addEventListener("pointerdown", event => {
      if (!slot.contains(event.target)) {
        close();
      }
    });
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && !panel.hidden && !event.isComposing) {
        event.preventDefault();
        if (slot.contains(document.activeElement)) {
          input.focus();
        }
        close();
      }
    });
    // links within the page change the history too
    addEventListener("popstate", () => isHome && query() !== known && restore());
    input.maxLength = MOST_TEXT;
    const isFocused = document.activeElement === input;
    if (isFocused && input.value.trim()) {
      // typed before this script was here
      entered = slot.dataset.entered === "true";
      search();
    } else if (isHome && known) {
      restore();
    } else if (isFocused) {
      load("index").catch(() => {});
    }
  };

  const field = document.querySelector("search.search");
  start(field, field.querySelector("input"));
})();
