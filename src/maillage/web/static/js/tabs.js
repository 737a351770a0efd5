// Two tabs on a narrow screen. Without this script, the map follows the list.

export function tabs(atlas, { onMap }) {
  const bar = atlas.querySelector(".atlas-tabs");
  const [list, map] = bar.querySelectorAll("button");
  const panes = new Map([[list, atlas.querySelector("#pane-list")], [map, atlas.querySelector("#pane-map")]]);
  const narrow = matchMedia("(max-width: 900px)");

  function show(tab, { focus = false } = {}) {
    for (const [button, pane] of panes) {
      button.setAttribute("aria-selected", String(button === tab));
      button.tabIndex = button === tab ? 0 : -1;
      pane.classList.toggle("is-off", button !== tab);
    }
    if (focus) tab.focus();
    if (tab === map) onMap();
  }

  function fit() {
    atlas.classList.toggle("with-tabs", narrow.matches);
    bar.hidden = !narrow.matches;
    for (const [button, pane] of panes) {
      pane.toggleAttribute("role", false);
      if (narrow.matches) { pane.setAttribute("role", "tabpanel"); pane.setAttribute("aria-labelledby", button.id); }
      else pane.removeAttribute("aria-labelledby");
    }
    show(list);
    onMap();
  }

  for (const button of panes.keys()) {
    button.addEventListener("click", () => show(button));
    button.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") show(button === list ? map : list, { focus: true });
    });
  }
  narrow.addEventListener("change", fit);
  fit();
}
