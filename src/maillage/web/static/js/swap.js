// A link or a form that changes part of a page: fetch the page it leads to, and keep the rest where it is.

// Replaces what each of `parts` (selectors) holds, and the data of #map. The new page; or null, where it is no longer
// `wanted` when it comes, or has no map and the browser goes there instead.
export async function swapParts(url, parts, { push = true, also = () => {}, wanted = () => true } = {}) {
  const answer = await fetch(url).catch(() => null);
  const text = answer?.headers.get("Content-Type")?.startsWith("text/html") ? await answer.text() : "";
  if (!wanted()) return null;
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.getElementById("map")) { location.assign(url); return null; }
  const focused = document.activeElement?.getAttribute("href");
  for (const part of parts) document.querySelector(part).replaceChildren(...document.adoptNode(page.querySelector(part)).childNodes);
  also(page);
  Object.assign(document.getElementById("map").dataset, { ...page.getElementById("map").dataset });
  document.title = page.title;
  if (push) history.pushState({ swapped: true }, "", answer.redirected ? answer.url : url);
  if (focused) document.querySelector(`${parts[0]} a[href="${CSS.escape(focused)}"], ${parts[0]} [aria-current="true"]`)?.focus({ preventScroll: true });
  return page;
}
