// Names of communes under the field, as one types. Without this script the form finds the commune when it is sent.
const field = document.getElementById("id_commune");
const source = field.form.dataset.suggestions;
const list = document.createElement("datalist");
let waiting;

list.id = "communes";
field.after(list);
field.setAttribute("list", list.id);
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 150);
});

async function suggest() {
  const text = field.value.trim();
  if (text.length < 2 || text.endsWith(")")) return;
  const answer = await fetch(`${source}?q=${encodeURIComponent(text)}`);
  if (!answer.ok || text !== field.value.trim()) return;
  const { places } = await answer.json();
  list.replaceChildren(...places.filter(({ kind }) => kind === "commune").map(({ name, code, context }) => {
    const option = document.createElement("option");
    option.value = `${name} (${code})`;
    option.label = context;
    return option;
  }));
}
