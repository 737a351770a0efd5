// Leaving at once: the page goes blank, then another site takes its place in the history. Without this script the link
// is an ordinary one.
const link = document.querySelector("[data-leave]");
const PRESSES = 3;
const WITHIN_MS = 3000;
let pressed = [];

function leave() {
  document.documentElement.hidden = true;
  document.title = "";
  location.replace(link.href);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") { pressed = []; return; }
  pressed = [...pressed, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN_MS);
  if (pressed.length >= PRESSES) leave();
});
for (const said of document.querySelectorAll("[data-with-script]")) said.hidden = false;
