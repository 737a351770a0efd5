// A page that shows work in progress looks again by itself, until there is nothing more to wait for.
const EVERY_MS = 1_500;
const part = (page = document) => page.querySelector("[data-going-on]");

async function look() {
  const answer = document.hidden ? null : await fetch(location.href).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!part(page)?.dataset.goingOn) return location.reload();
    part().replaceChildren(...document.adoptNode(part(page)).childNodes);
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
