/* The self-check in the browser. No words and no rules here: words stand in the form and its templates,
   rules in its data-rules, numbers in them as whole numbers for BigInt. Nothing leaves the page. */
(() => {
  "use strict";
  const all = (root, selector) => [...root.querySelectorAll(selector)];

  /* Numbers as people write them: what verdict.py calls read_typed, with unit_words.py. */
  const marks = /[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069]/g;
  const around = /^\s+|\s+$/g;
  const plain = /^([0-9]{1,30})(?:[.,،٫]([0-9]{1,30}))?$/;
  const grouped = /^[0-9]{1,30}(?:[.,،٬'’\s][0-9]{3})+(?:[.,،٫][0-9]{0,30})?$/;
  const withWord = /^([^]*[0-9])\s*([^0-9]+?)[\s.,،;؛]*$/;
  const passedOver = /[\u00ad\u0300-\u036f\u0640\u064b-\u065f\u0670.'’‐‑-]/g;
  const ending = /^[\p{L}\p{M}]{1,5}$/u;

  function readTyped(written, words) {
    const text = written.replace(marks, "").replace(around, "")
      .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
    const [, before, word = ""] = withWord.exec(text) || [];
    const named = unitOf(word.toLowerCase().normalize("NFD").replace(passedOver, ""), words);
    return [readNumber(named ? before : text), named];
  }

  /* A word with a star takes an ending. */
  function unitOf(word, words) {
    const [, unit] = words.find(([known]) => {
      const [stem, star] = known.split("*");
      return word === stem
        || (star === "" && word.startsWith(stem) && ending.test(word.slice(stem.length)));
    }) || [];
    return unit;
  }

  function readNumber(text) {
    if (!text) return "missing";
    if (grouped.test(text)) return "ambiguous";
    const match = plain.exec(text);
    if (!match) return "not-a-number";
    const decimals = match[2] || "";
    return { over: BigInt(match[1] + decimals), under: 10n ** BigInt(decimals.length) };
  }

  function readAmounts(question, typed, words) {
    let total = null;
    for (const [chosen, text] of typed) {
      const [value, named] = readTyped(text, words);
      const unit = chosen || named;
      if (value === "missing") continue;
      if (typeof value === "string") return value;
      if (!unit) return "missing";
      if (!question.units[unit] || (named && named !== unit)) return "other-unit";
      const over = value.over * BigInt(question.units[unit]);
      total = total || { over: 0n, under: 1n };
      total = { over: total.over * value.under + over * total.under, under: total.under * value.under };
    }
    if (!total) return "missing";
    const inside = compare(total, question.low) >= 0n && compare(total, question.high) <= 0n;
    return inside ? total : "out-of-range";
  }

  /* More than 0 where the value is above the bound, exactly. */
  const compare = (value, bound) => value.over - BigInt(bound) * value.under;

  function readField(id, question, fields, words) {
    if (question.options) {
      const chosen = fields[id];
      return chosen === "unknown" || question.options.includes(chosen)
        ? { answer: chosen } : { trouble: "missing" };
    }
    if (`${id}-unknown` in fields) return { answer: "unknown" };
    const units = Object.keys(question.units);
    let typed;
    if (question.entry === "parts") {
      typed = units.map((unit) => [unit, fields[`${id}-${unit}`] || ""]);
    } else {
      const unit = units.length > 1 ? fields[`${id}-unit`] : units[0];
      typed = [[units.includes(unit) ? unit : "", fields[id] || ""]];
    }
    const value = readAmounts(question, typed, words);
    return typeof value === "string" ? { trouble: value } : { answer: value };
  }

  function statusOf(rule, answer) {
    if (answer === undefined || answer === "unknown") return "unknown";
    if (rule.options) return rule.options[answer];
    const met = "at_least" in rule
      ? compare(answer, rule.at_least) >= 0n : compare(answer, rule.below) < 0n;
    return met ? "met" : rule.otherwise;
  }

  function isNear(rule, answer) {
    if (!rule.near || !answer || answer === "unknown") return false;
    const away = compare(answer, "at_least" in rule ? rule.at_least : rule.below);
    return (away < 0n ? -away : away) <= BigInt(rule.near) * answer.under;
  }

  function check(rules, fields) {
    const read = {};
    const asked = {};
    const troubles = {};
    const applies = (id) => {
      const when = rules.questions[id].when;
      return !when || (read[when[0]].answer === when[1] && applies(when[0]));
    };
    for (const id in rules.questions) {
      read[id] = readField(id, rules.questions[id], fields, rules.words);
    }
    for (const id in rules.questions) {
      asked[id] = applies(id);
      if (asked[id] && read[id].trouble) troubles[id] = read[id].trouble;
    }
    const findings = [];
    for (const id in rules.criteria) {
      const rule = rules.criteria[id];
      if (!asked[rule.question]) continue;
      const answer = read[rule.question].answer;
      const answered = answer !== undefined && answer !== "unknown";
      findings.push({ id, status: statusOf(rule, answer), answered, near: isNear(rule, answer) });
    }
    const has = (status) => findings.some((finding) => finding.status === status);
    const last = rules.outcomes.length - 1;
    const [, outcome] = rules.outcomes.find(([status], rank) => rank === last || has(status));
    const advice = new Set(findings.filter(({ status }) => rules.doctor.includes(status))
      .map(({ id }) => rules.criteria[id].advice).filter(Boolean));
    return { asked, troubles, outcome, findings, advice: [...advice] };
  }

  function start(form) {
    const missing = !form.selfCheckResults && !form.querySelector("template");
    if (missing) return; // what a result says did not arrive: the list stays
    const rules = JSON.parse(form.dataset.rules);
    const result = form.querySelector("[data-self-check-result]");
    const summary = form.querySelector("[data-self-check-errors]");
    const print = form.querySelector("[data-self-check-print]");
    const question = (id) => form.querySelector(`[data-question="${id}"]`);
    const inputs = (id) => all(question(id), "input[type=radio], input[type=text]");
    const read = () => check(rules, Object.fromEntries(new FormData(form)));
    const copy = (name) => {
      if (form.selfCheckResults) form.insertAdjacentHTML("beforeend", form.selfCheckResults);
      form.selfCheckResults = "";
      return form.querySelector(name).content.cloneNode(true);
    };

    function showQuestions() {
      const { asked } = read();
      for (const id in asked) question(id).hidden = !asked[id];
    }

    function showErrors(troubles) {
      for (const id in rules.questions) {
        const trouble = troubles[id];
        for (const line of all(question(id), "[data-trouble]")) {
          line.hidden = line.dataset.trouble !== trouble;
        }
        for (const input of inputs(id)) {
          if (trouble) input.setAttribute("aria-invalid", "true");
          else input.removeAttribute("aria-invalid");
        }
      }
      for (const line of all(summary, "[data-error-of]")) {
        line.hidden = troubles[line.dataset.errorOf] !== line.dataset.trouble;
      }
      summary.hidden = !Object.keys(troubles).length;
    }

    function hideResult() {
      result.hidden = print.hidden = true;
      result.textContent = "";
      delete result.dataset.outcome;
    }

    function finding({ id, status, answered, near }, fields) {
      const item = copy(`[data-template-of="${id}"]`).firstElementChild;
      const meaning = answered && status === "unknown" ? "unclear" : status;
      const about = rules.criteria[id].question;
      const said = answered ? fields[about] : "unknown";
      const keep = (selector, isKept) => all(item, selector).forEach((each) => {
        if (!isKept(each.dataset)) each.remove();
      });
      item.dataset.status = status;
      keep("[data-meaning]", (data) => data.meaning === meaning);
      keep("[data-said]", (data) => data.said === said);
      keep("[data-near]", () => near);
      keep("[data-typed]", (data) => answered && (fields[data.typed] || "").trim()
        && (!data.unit || data.unit === fields[`${about}-unit`]));
      for (const part of all(item, "[data-typed]")) {
        part.querySelector("bdi").textContent = fields[part.dataset.typed].trim();
      }
      return item;
    }

    function showResult(verdict) {
      const fields = Object.fromEntries(new FormData(form));
      result.append(copy(`[data-template="${verdict.outcome}"]`));
      result.setAttribute("aria-labelledby", result.querySelector("[id]").id);
      result.append(copy("[data-template=always]"));
      for (const id of verdict.advice) result.append(copy(`[data-template=advice-${id}]`));
      result.append(copy("[data-template=findings]"));
      const ordered = rules.outcomes.flatMap(([status]) =>
        verdict.findings.filter((each) => each.status === status));
      result.querySelector("[data-self-check-findings]")
        .append(...ordered.map((each) => finding(each, fields)));
      result.dataset.outcome = verdict.outcome;
      result.hidden = print.hidden = false;
      // Left to itself, a browser shows the middle of something taller than the screen.
      result.focus({ preventScroll: true });
      result.scrollIntoView();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const verdict = read();
      hideResult();
      showErrors(verdict.troubles);
      if (summary.hidden) showResult(verdict);
      else summary.focus();
    });
    form.addEventListener("input", ({ target }) => {
      const box = target.closest("[data-question]");
      if (target.type === "checkbox" && target.checked) {
        for (const input of all(box, "input[type=text]")) input.value = "";
      }
      if (target.type === "text") all(box, "input[type=checkbox]").forEach((each) => { each.checked = false; });
      hideResult();
      showQuestions();
    });
    form.addEventListener("reset", () => {
      hideResult();
      showErrors({});
      setTimeout(showQuestions);
    });
    form.querySelector("[type=reset]").addEventListener("click", () => {
      document.getElementById(form.getAttribute("aria-labelledby")).focus();
    });
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      document.getElementById(link.hash.slice(1)).focus();
    });
    print.addEventListener("click", () => window.print());
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) form.reset(); });

    form.selfCheck = (fields) => check(rules, fields);
    form.hidden = false;
    form.reset();
  }

  all(document, "form[data-self-check]").forEach(start);
})();
