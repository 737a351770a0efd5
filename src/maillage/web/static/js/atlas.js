// The atlas: list and map show one selection; choosers change both without a new page; tabs on a narrow screen.
import { listen } from "./list.js";
import { swapParts } from "./swap.js";
import { tabs } from "./tabs.js";

const atlas = document.querySelector(".atlas");
let map = null;
let selected = null;

const row = (code) => document.getElementById(`c${code}`);

// `at`: where on the map, if it was there.
function select(code, from, at = null) {
  if (selected) row(selected)?.removeAttribute("aria-current");
  selected = code;
  const line = code && row(code);
  if (line) {
    line.setAttribute("aria-current", "true");
    if (from === "map") scrollInto(line);
  }
  map?.select(code, { look: from === "list" });
  card(code, at);
}

function scrollInto(line) {
  const box = line.closest(".list-scroll");
  // The middle of what is seen of the list, which may run below the window.
  const seen = Math.min(box.clientHeight, innerHeight - box.getBoundingClientRect().top);
  if (box.scrollHeight > box.clientHeight) box.scrollTop = line.offsetTop - Math.max(seen / 2, 60);
}

let asking = 0;
async function card(code, at) {
  const aside = document.querySelector(".map-card");
  const body = aside.querySelector(".map-card-body");
  const turn = ++asking;
  if (!code) { aside.hidden = true; map?.makeRoom(false); return; }
  const address = document.getElementById("map").dataset.card;
  const line = row(code);
  let content;
  if (address) {
    const extract = new URL(address.replace("/00/", `/${code}/`), location);
    extract.searchParams.set("extrait", "1");
    const answer = await fetch(extract);
    if (turn !== asking || !answer.ok) return;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    content = [...template.content.childNodes];
    if (turn !== asking) return;
    const { indicator, unit } = document.getElementById("map").dataset;
    if (indicator !== "medecins" && line) {
      const value = document.createElement("p");
      value.className = "map-card-value";
      value.textContent = `${line.dataset.value} ${unit}`;
      content.splice(2, 0, value);
    }
  } else if (line) {
    const title = document.createElement("h2");
    title.append(line.querySelector("th a").cloneNode(true));
    const value = document.createElement("p");
    value.textContent = `${line.dataset.value} ${document.getElementById("map").dataset.unit}`;
    content = [title, value];
  } else return;
  body.replaceChildren(...content);
  const around = body.querySelector("[data-around]");
  if (around && at) around.href = `${around.dataset.around}?lieu=${at.lat.toFixed(4)},${at.lng.toFixed(4)}`;
  aside.style.setProperty("--card-colour", line ? map?.colour(Number(line.dataset.band)) ?? "" : "");
  aside.hidden = false;
  map?.makeRoom(true);
  if (map) aside.dataset.corner = map.corner(aside.offsetWidth + 24, aside.offsetHeight + 24);
}

async function start() {
  const element = document.getElementById("map");
  try {
    const { AtlasMap } = await import("./map.js");
    const live = new AtlasMap(element, { onSelect: (code, at) => select(code, "map", at), rowOf: row });
    await live.ready;
    // Known to the page only now: what was chosen meanwhile is caught up with.
    map = live;
    map.recolour();
    element.parentElement.classList.add("is-live");
    if (selected) map.select(selected, { look: false });
  } catch (error) {
    // Without WebGL the drawn map stays: it says the same.
    element.hidden = true;
    console.info("The map is shown as a drawing.", error.message);
  }
}

// A chooser or a sort: the page that its link leads to, and the map stays where it is.
async function swap(url, { push = true } = {}) {
  atlas.setAttribute("aria-busy", "true");
  const page = await swapParts(url, [".atlas-read", ".map-legend"], {
    push, also: (next) => { document.querySelector(".map-drawn").src = next.querySelector(".map-drawn").getAttribute("src"); },
  });
  if (!page) return;
  atlas.removeAttribute("aria-busy");
  wire();
  map?.recolour();
  if (selected) select(selected, "swap");
}

function wire() {
  listen({ onSelect: (code) => select(code, "list"), current: () => selected });
}

atlas.addEventListener("click", (event) => {
  const link = event.target.closest("[data-swap-link]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); swap(link.href); }
  if (event.target.closest(".map-card-close")) select(null, "list");
});
atlas.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-swap-form]");
  if (!form) return;
  event.preventDefault();
  swap(`${form.action}?${new URLSearchParams(new FormData(form))}`).then(() => {
    atlas.querySelector("[data-swap-form] [aria-invalid], [data-swap-form] button")?.focus({ preventScroll: true });
  });
});
addEventListener("popstate", () => swap(location.href, { push: false }));
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && selected) select(null, "list");
  if (event.key === "c" || event.key === "C") { document.getElementById("tab-map")?.click(); map?.focus(); }
  if (event.key === "l" || event.key === "L") { document.getElementById("tab-list")?.click(); document.querySelector(".list tbody a")?.focus(); }
});

tabs(atlas, { onMap: () => map?.resize() });
wire();
start().then(() => {
  const code = location.hash.match(/^#c(\w+)$/)?.[1];
  if (code && row(code)) select(code, "list");
});
