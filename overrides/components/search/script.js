/* Search on the reader's device. No words here: messages stand in the page, the texts of the
   pages in words.json, which is loaded when the reader begins to type, once. README.md tells how. */
(() => {
  "use strict";
  const root = document.querySelector("[data-search]");
  const form = root.querySelector("form");
  const field = root.querySelector("input");
  const status = root.querySelector("[data-search-status]");
  const list = root.querySelector("ol");
  const most = 10;

  /* Words as they are compared: in small letters, without marks on them, one letter for those alike. */
  let alike = [];
  const plain = (text) => alike.reduce(
    (word, [letter, other]) => word.replaceAll(letter, other),
    text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}\p{Lm}'’]/gu, ""),
  );
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) || [];
  const core = (word, passOver) => {
    const begun = passOver.find((each) => word.startsWith(each) && word.length - each.length > 2);
    return begun ? word.slice(begun.length) : word;
  };

  /* Latin and native letters become the same signs, a sign for each row of the table. */
  function signsOf(latin) {
    const signs = new Map();
    latin.forEach(([spellings, letters], row) => {
      const sign = letters[0] === "-" ? "" : String.fromCharCode(0xe000 + row);
      for (const each of [...spellings, ...letters]) signs.set(plain(each), sign);
    });
    return (word) => {
      let result = "";
      for (let at = 0; at < word.length;) {
        const size = [4, 3, 2, 1].find((each) => signs.has(word.slice(at, at + each))) || 0;
        const sign = size ? signs.get(word.slice(at, at + size)) : word[at];
        result += sign;
        at += size || 1;
      }
      return result;
    };
  }

  /* How many letters to change, leave out, put in or swap; more than `limit` is Infinity. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return Infinity;
    let before = [], row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const change = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + change);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      before = row;
      row = next;
    }
    return row[b.length] <= limit ? row[b.length] : Infinity;
  }

  /* 1 for the same word, less for another ending, a beginning or a slip; 0 for another word. */
  function likeness(asked, word) {
    if (asked === word) return 1;
    const longer = Math.max(asked.length, word.length);
    let shared = 0;
    while (shared < longer && asked[shared] === word[shared]) shared++;
    if (shared > 3 && shared / longer >= 0.5) return 0.55 + 0.4 * shared / longer;
    const limit = asked.length >= 8 ? 2 : asked.length >= 4 ? 1 : 0;
    const slips = limit ? distance(asked, word, limit) : Infinity;
    if (slips <= limit) return 0.85 - 0.15 * slips;
    if (shared === 3 && shared / longer >= 0.6) return 0.6;
    return shared === asked.length && shared >= 3 ? 0.4 + 0.3 * shared / longer : 0;
  }

  /* Where each word stands, and how much it counts there. */
  function prepare({ alike: letters, passOver, latin, pages }) {
    alike = letters;
    const words = new Map();
    const signs = signsOf(latin);
    const lengths = [];
    const put = (text, page, section, weight) => {
      for (const written of wordsOf(text)) {
        lengths[page] = (lengths[page] || 0) + 1;
        const word = core(written, passOver);
        if (!words.has(word)) words.set(word, { signs: latin.length ? signs(word) : "", places: new Map() });
        const { places } = words.get(word);
        const place = page * 1000 + section;
        places.set(place, (places.get(place) || 0) + weight);
      }
    };
    pages.forEach(([, title, sections], page) => {
      put(title, page, 0, 24);
      sections.forEach(([, heading, text, typed], section) => {
        put(heading, page, section, 6);
        put(text, page, section, 1);
        put(typed, page, section, 16);
      });
    });
    const mean = lengths.reduce((sum, each) => sum + each, 0) / lengths.length;
    const room = lengths.map((each) => 10 * (0.5 + 0.5 * each / mean));
    return { pages, passOver, words, room, signs: latin.length ? signs : null };
  }

  function similar(index, asked) {
    const signs = index.signs && /^[a-z0-9]+$/.test(asked) ? index.signs(asked) : "";
    const found = [];
    for (const [word, entry] of index.words) {
      let degree = likeness(asked, word);
      if (degree < 0.9 && signs.length > 2 && !/^[a-z0-9]+$/.test(word)) {
        degree = Math.max(degree, 0.9 * likeness(signs, entry.signs));
      }
      if (degree) found.push([word, degree, entry.places]);
    }
    const best = Math.max(0, ...found.map(([, degree]) => degree));
    /* With the word itself there, slips are other words; without it, the nearest is meant. */
    return found.filter(([, degree]) => degree >= (best > 0.8 ? 0.72 : best * 0.8))
      .map(([word, degree, places]) => [word, degree / best * Math.max(best, 0.8), places]);
  }

  function search(index, text) {
    const asked = [...new Set(wordsOf(text).map((word) => core(word, index.passOver)))].slice(0, 12);
    const scores = new Map();
    const matched = new Set();
    let wanted = 0;
    for (const each of asked) {
      const sums = new Map();
      for (const [word, degree, places] of similar(index, each)) {
        matched.add(word);
        for (const [place, weight] of places) {
          const page = Math.floor(place / 1000);
          const sum = sums.get(page) || { whole: 0, sections: new Map() };
          sum.whole += degree ** 2 * weight;
          sum.sections.set(place % 1000, (sum.sections.get(place % 1000) || 0) + degree ** 2 * weight);
          sums.set(page, sum);
        }
      }
      const share = (page) => sums.get(page).whole / (sums.get(page).whole + index.room[page]);
      const all = [...sums.keys()].reduce((sum, page) => sum + share(page), 0);
      const rare = Math.log(1 + index.pages.length / (all || 1));
      wanted += rare;
      for (const [page, { sections }] of sums) {
        const score = scores.get(page) || { page, total: 0, words: 0, sections: new Map() };
        score.total += rare * share(page);
        score.words += rare;
        for (const [section, weight] of sections) {
          score.sections.set(section, (score.sections.get(section) || 0) + rare * Math.log2(1 + weight));
        }
        scores.set(page, score);
      }
    }
    const results = [...scores.values()];
    for (const each of results) each.total *= 0.5 + each.words / wanted;
    results.sort((a, b) => b.total - a.total || a.page - b.page);
    return results.filter((each) => each.total >= results[0].total * 0.1).slice(0, most)
      .map(({ page, sections }) => {
        const [section] = [...sections].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
        return { page: index.pages[page], section: index.pages[page][2][section], matched };
      });
  }

  /* A whole sentence, never a piece of one: its "not" and its "the clinic says" stay with it. */
  function sentence(text, isMatch) {
    const sentences = text.replace(/([.!?؟…])\s+/g, "$1\n").split("\n");
    const count = (each) => (each.match(/[\p{L}\p{M}\p{N}]+/gu) || []).filter(isMatch).length;
    const whole = sentences.find((each) => /[.!?؟…]$/.test(each)) || sentences[0];
    return sentences.reduce((best, each) => (count(each) > count(best) ? each : best), whole);
  }

  function show(results, passOver) {
    list.replaceChildren(...results.map(({ page: [address, title], section: [anchor, heading, text], matched }) => {
      const isMatch = (word) => matched.has(core(plain(word), passOver));
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = anchor ? `${address}#${anchor}` : address;
      link.textContent = title;
      item.append(link);
      if (heading) item.append(paragraph("quiet", [heading]));
      const parts = sentence(text, isMatch).split(/([\p{L}\p{M}\p{N}]+)/u);
      if (text) item.append(paragraph("", parts.map((part, at) => {
        if (at % 2 === 0 || !isMatch(part)) return part;
        const mark = document.createElement("mark");
        mark.textContent = part;
        return mark;
      })));
      return item;
    }));
  }

  function paragraph(name, parts) {
    const made = document.createElement("p");
    made.className = name;
    made.append(...parts);
    return made;
  }

  const say = (message) => {
    const words = message === "" ? "" : root.querySelector(`[data-message="${message}"]`).content.textContent;
    if (status.textContent !== words) status.textContent = words;
  };

  let loading;
  const load = () => (loading ||= fetch(form.dataset.index)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(prepare)
    .catch((reason) => { loading = undefined; throw reason; }));

  async function run() {
    const text = field.value;
    history.replaceState(text ? { words: text } : null, "");
    if (wordsOf(text).join("").length < 2) {
      list.replaceChildren();
      say("");
      root.dataset.shown = text;
      return;
    }
    if (!loading) say("loading");
    try {
      const index = await load();
      if (text !== field.value) return;
      const results = search(index, text);
      show(results, index.passOver);
      say(results.length);
    } catch {
      list.replaceChildren();
      say("failed");
    }
    root.dataset.shown = text;
  }

  let waiting;
  field.addEventListener("input", () => {
    load().catch(() => {});
    clearTimeout(waiting);
    waiting = setTimeout(run, 300);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    run();
  });
  root.hidden = false;
  /* Back from a result, where the browser has thrown this page away: the entry of the history
     keeps the words, and nothing else does. */
  if (history.state) {
    field.value = history.state.words;
    run();
  }
})();
