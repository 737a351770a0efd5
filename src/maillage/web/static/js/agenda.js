// The agenda while two work on it: what the other did appears by itself. And a list that sorts by its heads.

const EVERY_MS = 20_000;
const part = (page = document) => page.querySelector("[data-refresh]");

async function refresh() {
  const busy = part().contains(document.activeElement) && document.activeElement.matches("button, input, select, summary");
  if (document.hidden || busy) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!part(page) || part(page).dataset.version === part().dataset.version) return;
  take(page);
}

function take(page) {
  const focused = part().contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const grid = part().querySelector(".grid");
  const [left, top] = [grid?.scrollLeft ?? 0, grid?.scrollTop ?? 0];
  const sorted = part().querySelector("th[aria-sort]");
  const order = sorted && [sorted.cellIndex, sorted.getAttribute("aria-sort")];
  part().dataset.version = part(page).dataset.version;
  part().replaceChildren(...document.adoptNode(part(page)).childNodes);
  part().querySelector(".grid")?.scrollTo(left, top);
  makeSortable();
  if (order) sort(part().querySelector("[data-sortable]"), ...order);
  if (focused) part().querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function makeSortable() {
  for (const table of document.querySelectorAll("[data-sortable]")) {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head.cellIndex, head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"));
      head.append(button);
    }
  }
}

function sort(table, column, order) {
  if (!table) return;
  const said = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const rows = [...table.tBodies[0].rows].sort((one, other) => compare(said(one), said(other)));
  table.tBodies[0].replaceChildren(...(order === "descending" ? rows.reverse() : rows));
  for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
  table.tHead.rows[0].cells[column].setAttribute("aria-sort", order);
}

makeSortable();
setInterval(refresh, EVERY_MS);
document.addEventListener("visibilitychange", refresh);
