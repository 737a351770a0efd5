// Places on a map, taken from the list beside it: a place that is chosen in one is shown in the other.
import { tabs } from "./tabs.js";

const root = document.querySelector(".places");
const element = document.getElementById("map");
const rows = [...root.querySelectorAll(".places-list > li")];
let map = null;

tabs(root, { onMap: () => map?.resize() });

function choose(row, { scroll = false } = {}) {
  for (const each of rows) each.toggleAttribute("data-chosen", each === row);
  if (scroll) row?.scrollIntoView({ block: "nearest" });
  map?.choose(row);
}

for (const row of rows) {
  row.addEventListener("pointerenter", () => choose(row));
  row.addEventListener("focusin", () => choose(row));
}
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "c" || event.key === "C") { document.getElementById("tab-map")?.click(); map?.focus(); }
  if (event.key === "l" || event.key === "L") { document.getElementById("tab-list")?.click(); (rows[0]?.querySelector("a") ?? document.getElementById("q")).focus(); }
});

try {
  const { PlacesMap } = await import("./places-map.js");
  const live = new PlacesMap(element, rows, { onChoose: (row) => choose(row, { scroll: true }) });
  await live.ready;
  map = live;
  element.parentElement.classList.add("is-live");
} catch (error) {
  // Without WebGL the list stays, which says the same.
  element.hidden = true;
  console.info("There is the list alone.", error.message);
}
