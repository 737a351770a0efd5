// An accompaniment by keyboard: a digit chooses, Enter goes on to the next question, and saves after the last.

const form = document.querySelector("[data-note]");
const groups = [...form.querySelectorAll(":scope > .taps")];
const inputs = (group) => [...group.querySelectorAll("input")];
const commune = form.querySelector("[name=commune]");

function enter(group) {
  const fields = inputs(group);
  (fields.find((field) => field.checked) ?? fields[0]).focus();
}

function goOn(group) {
  const next = groups[groups.indexOf(group) + 1];
  if (next) enter(next);
  else commune.focus();
}

// The key, not the sign: on a French keyboard digits want the shift key.
function digit(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return 0;
  return Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0);
}

form.addEventListener("keydown", (event) => {
  const group = event.target.closest(".taps");
  if (!groups.includes(group)) return;
  const chosen = inputs(group)[digit(event) - 1];
  if (chosen) {
    event.preventDefault();
    chosen.checked = chosen.type === "radio" || !chosen.checked;
    chosen.focus();
    if (chosen.type === "radio") goOn(group);
  } else if (event.key === "Enter") {
    event.preventDefault();
    goOn(group);
  }
});

for (const hint of document.querySelectorAll(".taps kbd, .note-help .only-with-script")) hint.hidden = false;
for (const hint of form.querySelectorAll("details kbd")) hint.hidden = true;
const wrong = form.querySelector(".taps[aria-describedby]");
enter(wrong ?? groups[0]);
