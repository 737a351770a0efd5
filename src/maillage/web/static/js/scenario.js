// The workbench: forms that answer without a new page, a map that draws what the list says, and news of the others.
import { BenchMap } from "./scenario-map.js";

const bench = document.querySelector(".bench");
const PARTS = ["set", "key", "card", "front", "read"];
const NEWS_MS = 4000;
const JOB_MS = 1000;
let map = null;
let busy = 0;

document.documentElement.classList.add("has-script");
const part = (name, page = document) => page.querySelector(`[data-part="${name}"]`);
const token = () => bench.querySelector("[name=csrfmiddlewaretoken]").value;
const version = () => Number(bench.dataset.version);

export function rows() {
  return [...bench.querySelectorAll(".sites-table tbody tr")].map((row) => ({ ...row.dataset, chosen: row.hasAttribute("aria-current") }));
}

// Takes over what another state of the page says. What somebody began to write and did not send stays as it is.
function take(page, address) {
  const focus = remember();
  const kept = [...bench.querySelectorAll("form[data-live]")].filter((form) => form !== page.sent && isBeingWritten(form));
  for (const name of PARTS) {
    const [here, there] = [part(name), part(name, page)];
    for (const form of kept.filter((each) => here.contains(each))) {
      [...there.querySelectorAll("form")].find((each) => purpose(each) === purpose(form))?.replaceWith(form);
    }
    here.replaceChildren(...document.adoptNode(there).childNodes);
    here.hidden = there.hidden;
  }
  bench.dataset.version = page.querySelector(".bench").dataset.version;
  document.querySelector(".map-drawn").src = page.querySelector(".map-drawn").getAttribute("src");
  document.title = page.title;
  messages(page);
  if (address) history.replaceState(null, "", address);
  restore(focus);
  map?.recolour();
  map?.mark(rows());
  follow();
}

const purpose = (form) => `${form.getAttribute("action")} ${form.elements.do?.value ?? ""}`;

function isBeingWritten(form) {
  const at = document.activeElement;
  return Boolean(form.dataset.begun) || (form.contains(at) && at.matches("textarea, input:not([type=hidden], [type=checkbox])"));
}

function messages(page) {
  document.querySelector(".messages")?.remove();
  const told = page.querySelector(".messages");
  if (told) document.getElementById("main").before(document.adoptNode(told));
}

// The same control in the new page: by its name in its form, or by where it leads.
function remember() {
  const at = document.activeElement;
  if (!at || !bench.contains(at)) return null;
  const form = at.closest("form");
  const scroll = bench.querySelector(".sites-scroll")?.scrollTop ?? 0;
  return { href: at.getAttribute("href"), id: at.id, action: form?.getAttribute("action"), name: at.name, value: at.value, pin: at.dataset.key, scroll };
}

function restore(focus) {
  const box = bench.querySelector(".sites-scroll");
  if (box && focus) box.scrollTop = focus.scroll;
  if (!focus || bench.contains(document.activeElement)) return;
  const found = (focus.id && document.getElementById(focus.id))
    || (focus.href && bench.querySelector(`a[href="${CSS.escape(focus.href)}"]`))
    || (focus.action && bench.querySelector(`form[action="${CSS.escape(focus.action)}"] ${focus.name ? `[name="${CSS.escape(focus.name)}"]:not([type=hidden])` : "button"}`));
  (found ?? bench.querySelector(".card-head a, h1"))?.focus({ preventScroll: true });
}

async function ask(address, options) {
  busy += 1;
  bench.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, ...options });
    if (answer.redirected && !answer.url.includes("/decider/")) { location.assign(answer.url); return null; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector(".bench")) { location.reload(); return null; }
    return { page, address: answer.url };
  } finally {
    busy -= 1;
    if (!busy) bench.removeAttribute("aria-busy");
  }
}

async function send(form, data) {
  const found = await ask(form.getAttribute("action"), { method: "POST", body: data, headers: { "X-CSRFToken": token() } });
  if (!found) return;
  found.page.sent = form;
  const stays = found.address.includes("/reglages/");
  take(found.page, stays ? null : found.address);
}

export async function edit(said) {
  const form = bench.querySelector("form.add");
  const data = new FormData();
  for (const [name, value] of Object.entries({ version: version(), ...said })) data.append(name, value);
  await send(form, data);
}

async function open(address) {
  const found = await ask(address);
  if (found) take(found.page, found.address);
}

// --- What is tried while a site is dragged: one question under way, the latest one waits. ---
let asked = false;
let next = null;
export async function attempt(said) {
  if (asked) { next = said; return; }
  asked = true;
  try {
    const answer = await fetch(`${bench.dataset.effects}?${new URLSearchParams(said)}`);
    const told = await answer.json();
    if (trying) show(told, answer.ok);
  } catch { /* The next one may arrive. */ }
  asked = false;
  if (next) { const latest = next; next = null; attempt(latest); }
}

let trying = null;
export function begin() {
  trying ??= { changes: bench.querySelector(".changes").cloneNode(true), bands: map?.bands() };
  bench.classList.add("is-trying");
}

export function end({ back }) {
  next = null;
  if (!trying) return;
  const { changes, bands } = trying;
  trying = null;
  bench.classList.remove("is-trying");
  bench.querySelector(".trying").hidden = true;
  if (!back) return;
  bench.querySelector(".changes").replaceWith(changes);
  map?.colour(bands);
}

function show(told, ok) {
  const line = bench.querySelector(".trying");
  line.hidden = false;
  line.textContent = ok ? `${bench.dataset.moving} ${told.place}` : told.message;
  if (!ok) return;
  for (const { key, after, change, note, good } of told.lines) {
    const row = bench.querySelector(`.changes [data-measure="${key}"]`);
    row.querySelector("[data-after] b").textContent = after;
    row.querySelector("[data-note]").textContent = note;
    const cell = row.querySelector("[data-change]");
    cell.textContent = change;
    cell.className = good === null ? "" : good ? "is-good" : "is-bad";
  }
  map?.colour(new Map(told.codes.map((code, i) => [code, { band: told.bands[i], value: told.apl[i] }])));
}

// --- Forms, links, keys. ---
bench.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  event.preventDefault();
  send(form, new FormData(form, event.submitter));
});
bench.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live]:not([data-live='change'])");
  if (form) form.dataset.begun = "yes";
});
bench.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-live='change']");
  if (form?.checkValidity()) send(form, new FormData(form));
  else form?.reportValidity();
});
bench.addEventListener("click", (event) => {
  const link = event.target.closest(".sites-table a, .card-close");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.href);
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select")) return;
  const key = event.shiftKey && event.key.toLowerCase() === "z" ? "y" : event.key.toLowerCase();
  const button = ["z", "y"].includes(key) && bench.querySelector(`[data-key="${key}"]:not(:disabled)`);
  if (button) { event.preventDefault(); button.click(); }
});

// --- The others, and what is being computed. ---
async function news() {
  if (document.hidden || busy || trying) return;
  const answer = await fetch(bench.dataset.news, { method: "POST", headers: { "X-CSRFToken": token() } }).catch(() => null);
  if (!answer?.ok) return;
  const told = await answer.json();
  const others = bench.querySelector(".others");
  others.hidden = !told.others.length;
  if (told.others.length) {
    const names = document.createElement("b");
    names.textContent = told.others.join(", ");
    others.replaceChildren(`${others.dataset.others} `, names);
  }
  if (told.version > version() && !busy && !trying) open(location.href);
}

let following = 0;
function follow() {
  clearTimeout(following);
  const jobs = [...bench.querySelectorAll("[data-job]")];
  if (!jobs.length) return;
  following = setTimeout(async () => {
    const states = await Promise.all(jobs.map((job) => fetch(job.dataset.job).then((answer) => answer.json()).catch(() => null)));
    if (states.some((state) => state && !state.open) && !trying) { open(location.href); return; }
    states.forEach((state, i) => { if (state) jobs[i].querySelector("progress").value = state.progress; });
    follow();
  }, JOB_MS);
}

async function start() {
  const element = document.getElementById("map");
  try {
    const live = new BenchMap(element, { attempt, begin, end, edit, choose: (key) => open(`?site=${encodeURIComponent(key)}`) });
    await live.ready;
    map = live;
    map.mark(rows());
    element.parentElement.classList.add("is-live");
  } catch (error) {
    // Without WebGL the drawn map stays; the list does everything.
    element.hidden = true;
    console.info("The map is shown as a drawing.", error.message);
  }
}

start();
follow();
news();
setInterval(news, NEWS_MS);
