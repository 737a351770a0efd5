// Keys of a page: whatever says data-key="x" is pressed by that key, or focused where one writes in it.

// On a French keyboard digits are the capitals of their keys: the key counts, not what it writes.
const pressed = (event) => /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key);
const WRITTEN_IN = "input, textarea, select, dialog";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(WRITTEN_IN)) return;
  // A grid that is focused scrolls by its arrows.
  if (event.key.startsWith("Arrow") && event.target.closest("[tabindex='0']")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(pressed(event))}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) { target.focus(); target.select(); } else target.click();
});
