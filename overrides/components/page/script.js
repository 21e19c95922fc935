// Shows what is hidden until a day has passed: a page that is due for review, say. The day is the
// reader's own, put together by hand: asking for it in a language's form takes a phone 60 ms.
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  .map((part) => String(part).padStart(2, "0")).join("-");
for (const element of document.querySelectorAll("[data-after]")) {
  element.hidden = today <= element.dataset.after;
}
