// Shows what is hidden until a day has passed: a page that is due for review, say.
const today = new Date().toLocaleDateString("sv");
for (const element of document.querySelectorAll("[data-after]")) {
  element.hidden = today <= element.dataset.after;
}
