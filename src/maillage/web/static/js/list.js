// The list: a row is selected by a click, or as the keyboard walks; the filter answers while one types.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[-'’]/g, " ").toLowerCase();

export function listen({ onSelect, current }) {
  const body = document.querySelector(".list tbody");
  const field = document.getElementById("filter");
  const rows = [...body.rows];
  let walking;

  body.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const line = event.target.closest("tr");
    if (line) onSelect(line.dataset.code);
  });
  body.addEventListener("focusin", (event) => {
    const code = event.target.closest("tr")?.dataset.code;
    clearTimeout(walking);
    if (code && code !== current() && event.target.matches(":focus-visible")) walking = setTimeout(() => onSelect(code), 180);
  });
  body.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const line = event.target.closest("tr");
    if (!step || !line) return;
    event.preventDefault();
    const shown = rows.filter((row) => !row.hidden);
    shown[shown.indexOf(line) + step]?.querySelector("a").focus();
  });

  field.form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.find.includes(word));
      left += !row.hidden;
    }
    document.querySelector(".list-empty").hidden = left > 0;
  });
}
