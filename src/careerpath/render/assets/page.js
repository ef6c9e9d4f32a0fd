"use strict";
// Explores the two pictures of each plan: hovering or focusing an item lights what it needs and what
// it opens in both; a click or Enter keeps it chosen; arrows move, Escape lets go. Without this
// script every item is still a link to its step.
for (const answer of document.querySelectorAll("article")) {
  const items = [...answer.querySelectorAll("a.item")];
  const links = [...answer.querySelectorAll(".link")];
  const pictures = [...answer.querySelectorAll(".drawing:not(.plot)")];
  const needs = new Map();
  for (const item of items) {
    const own = (item.dataset.needs || "").split(" ").filter(Boolean);
    needs.set(item.dataset.id, [...(needs.get(item.dataset.id) || []), ...own]);
  }
  let chosen = null;

  const reach = (from, next) => {
    const seen = new Set([from]);
    for (const id of seen) for (const other of next(id)) seen.add(other);
    return seen;
  };
  const lineage = (id) => {
    const before = reach(id, (i) => needs.get(i) || []);
    const after = reach(id, (i) => [...needs.keys()].filter((k) => needs.get(k).includes(i)));
    return { before, after, all: new Set([...before, ...after]) };
  };
  const show = (id, where) => {
    const lit = id && lineage(id);
    for (const picture of pictures) picture.classList.toggle("has-focus", Boolean(id));
    for (const item of items) {
      item.classList.toggle("is-lit", Boolean(lit && lit.all.has(item.dataset.id)));
      item.classList.toggle("is-chosen", item.dataset.id === chosen);
    }
    for (const step of answer.querySelectorAll(".step")) {
      step.classList.toggle("is-chosen", step.dataset.id === chosen);
    }
    for (const link of links) {
      const ends = [link.dataset.from, link.dataset.to];
      const on = lit && [lit.before, lit.after].some((side) => ends.every((e) => side.has(e)));
      link.classList.toggle("is-lit", Boolean(on));
    }
    for (const picture of pictures) say(picture, picture === where && id);
  };
  // Only under the picture that is explored: a text that grows above it would move it away.
  const say = (picture, id) => {
    const caption = picture.nextElementSibling;
    caption.dataset.hint ??= caption.textContent;
    const item = id && items.find((i) => i.dataset.id === id && picture.contains(i));
    caption.textContent = item ? item.querySelector("title").textContent : caption.dataset.hint;
    caption.classList.toggle("is-said", Boolean(item));
  };
  const choose = (id, where) => {
    chosen = id;
    show(id, where);
  };
  const moves = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

  for (const picture of pictures) {
    const own = items.filter((i) => picture.contains(i));
    const reachable = (item) => own.forEach((i) => i.setAttribute("tabindex", i === item ? 0 : -1));
    if (own.length) reachable(own[0]);
    own.forEach((item, index) => {
      item.addEventListener("pointerenter", () => show(item.dataset.id, picture));
      item.addEventListener("pointerleave", () => {
        const focused = own.find((i) => i === document.activeElement);
        show(focused ? focused.dataset.id : chosen, picture);
      });
      item.addEventListener("focus", () => {
        reachable(item);
        show(item.dataset.id, picture);
      });
      item.addEventListener("blur", () => show(chosen, picture));
      item.addEventListener("click", (event) => {
        event.preventDefault();
        const again = chosen === item.dataset.id;
        choose(item.dataset.id, picture);
        const step = again && document.getElementById(item.dataset.id);
        if (step && step.matches(".step")) {
          step.scrollIntoView({ block: "center" });
          step.focus({ preventScroll: true });
        }
      });
      item.addEventListener("keydown", (event) => {
        if (event.key === "Escape") choose(null);
        const move = moves[event.key];
        if (move === undefined) return;
        event.preventDefault();
        own[Math.min(Math.max(index + move, 0), own.length - 1)].focus();
      });
    });
  }
}
// On paper there is nothing to open.
const closed = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    closed.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of closed.splice(0)) details.open = false;
});
