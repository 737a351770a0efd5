// Around a place: a click on the map, or Enter on its centre, asks about that place; figures and areas change in the page.
import { swapParts } from "./swap.js";
import { tabs } from "./tabs.js";

const root = document.querySelector(".around");
const element = document.getElementById("map");
const status = document.getElementById("around-status");
let map = null;
let turn = 0;

async function go(url, { push = true, fly = false } = {}) {
  const mine = ++turn;
  root.setAttribute("aria-busy", "true");
  const page = await swapParts(url, [".atlas-read", ".map-legend"], { push, also: drawn, wanted: () => mine === turn });
  if (!page) return;
  root.removeAttribute("aria-busy");
  status.textContent = ["h1", ".lead", ".notice-bad"].map((part) => root.querySelector(part)?.textContent.trim()).filter(Boolean).join(". ");
  map?.refresh({ fly });
}

// The drawing under the map, for paper and for who has no WebGL.
function drawn(page) {
  document.querySelector(".map-drawn")?.remove();
  const image = page.querySelector(".map-drawn");
  if (image) element.after(document.adoptNode(image));
}

// The areas are asked for at once, the figures after them: the map does not wait for the modes that it does not show.
function choose([lon, lat]) {
  const { page, ask, mode } = element.dataset;
  const query = `?lieu=${lat.toFixed(4)},${lon.toFixed(4)}${mode ? `&mode=${mode}` : ""}`;
  map?.show(ask + query, [lon, lat]);
  go(page + query);
}

root.addEventListener("click", (event) => {
  const link = event.target.closest("[data-swap-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
});
root.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-swap-form]");
  if (!form) return;
  event.preventDefault();
  go(`${form.action}?${new URLSearchParams(new FormData(form))}`, { fly: true }).then(() => document.getElementById("lieu")?.focus({ preventScroll: true }));
});
addEventListener("popstate", () => go(location.href, { push: false, fly: true }));
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "c" || event.key === "C") { document.getElementById("tab-map")?.click(); map?.focus(); }
  if (event.key === "l" || event.key === "L") { document.getElementById("tab-list")?.click(); document.getElementById("lieu")?.focus(); }
});

tabs(root, { onMap: () => map?.resize() });

try {
  const { AroundMap } = await import("./around-map.js");
  const live = new AroundMap(element, { onChoose: choose });
  await live.ready;
  map = live;
  map.refresh({ fly: false });
  element.parentElement.classList.add("is-live");
  document.querySelector(".map-hint").hidden = false;
} catch (error) {
  // Without WebGL the drawn map stays, and the form asks about any place.
  element.hidden = true;
  console.info("The map is shown as a drawing.", error.message);
}
