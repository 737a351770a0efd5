// The directory: a search changes the list and the map in the page, whose address stays one that can be shared.
import { swapParts } from "./swap.js";
import { tabs } from "./tabs.js";

const PARTS = [".results-part", ".result-first", ".result-head", ".ask-error"];
const root = document.querySelector(".directory");
const form = root.querySelector("[data-swap-form]");
const element = document.getElementById("map");
const status = document.getElementById("directory-status");
const rows = () => [...root.querySelectorAll(".result")].filter(({ dataset }) => dataset.lat && dataset.lon);
let map = null;
let turn = 0;

tabs(root, { onMap: () => map?.resize() });
// What is chosen is looked for at once: the button that does it by hand is for who has no script.
form.classList.add("is-live-form");

function choose(row, { scroll = false } = {}) {
  for (const each of rows()) each.toggleAttribute("data-chosen", each === row);
  if (scroll) row?.scrollIntoView({ block: "nearest" });
  map?.choose(row);
}

async function go(url, { push = true } = {}) {
  const mine = ++turn;
  root.setAttribute("aria-busy", "true");
  const page = await swapParts(url, PARTS, { push, wanted: () => mine === turn });
  if (!page) return;
  root.removeAttribute("aria-busy");
  status.textContent = (root.querySelector(".result-count") ?? root.querySelector(".field-error, .results-part h2"))?.textContent.trim() ?? "";
  map?.put(rows());
  map?.resize();
}

const address = () => {
  const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return `${form.action}?${said}`;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(address());
});
form.addEventListener("change", (event) => {
  if (event.target.matches("select, [type=checkbox]")) form.requestSubmit();
});
root.addEventListener("pointerover", (event) => { const row = event.target.closest(".result"); if (row) choose(row); });
root.addEventListener("focusin", (event) => { const row = event.target.closest(".result"); if (row) choose(row); });
addEventListener("popstate", () => location.reload());
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "c" || event.key === "C") { document.getElementById("tab-map")?.click(); map?.focus(); }
  if (event.key === "l" || event.key === "L") { document.getElementById("tab-list")?.click(); (root.querySelector(".result a") ?? form.elements.q).focus(); }
});

try {
  const { DirectoryMap } = await import("./directory-map.js");
  const live = new DirectoryMap(element, rows(), { onChoose: (row) => choose(row, { scroll: true }) });
  await live.ready;
  map = live;
  element.parentElement.classList.add("is-live");
} catch (error) {
  // Without WebGL the list stays, which says the same.
  element.hidden = true;
  console.info("There is the list alone.", error.message);
}
