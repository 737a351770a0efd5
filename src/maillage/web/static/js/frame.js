// Around every page: suggestions under the search box, and the keyboard's shortcuts.

const search = document.querySelector(".search");
const field = search?.querySelector("input");

function suggest() {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  list.hidden = true;
  search.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  let places = [];
  let active = -1;
  let asked = 0;

  function show(found) {
    places = found;
    active = -1;
    list.replaceChildren(...found.map((place, i) => {
      const item = document.createElement("li");
      item.id = `suggestion-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = place.name;
      const context = document.createElement("span");
      context.textContent = `${place.context} · ${place.code}`;
      item.append(context);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); location.assign(place.url); });
      return item;
    }));
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    if (list.hidden || !places.length) return;
    active = (active + step + places.length) % places.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    field.setAttribute("aria-activedescendant", `suggestion-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const text = field.value.trim();
    if (text.length < 2) { show([]); return; }
    waiting = setTimeout(async () => {
      const turn = ++asked;
      const answer = await fetch(`${search.dataset.suggestions}?q=${encodeURIComponent(text)}`);
      if (answer.ok && turn === asked) show((await answer.json()).places);
    }, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.assign(places[active].url); }
  });
  field.addEventListener("blur", () => show([]));
}

function shortcuts() {
  const help = document.querySelector(".shortcuts");
  const open = document.querySelector(".shortcuts-open");
  open.hidden = false;
  open.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    if (event.key === "?") { event.preventDefault(); help.showModal(); }
    else if (event.key === "/" && field) { event.preventDefault(); field.focus(); }
  });
}

if (field) suggest();
shortcuts();
