// « Près de moi »: asked only when somebody presses, and rounded to about a kilometre before it leaves the browser.
const DECIMALS = 2;
const button = document.querySelector("[data-near]");
const said = document.querySelector("[data-near-said]");

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    said.textContent = button.dataset.looking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.form.elements.ou.value = `${coords.latitude.toFixed(DECIMALS)}, ${coords.longitude.toFixed(DECIMALS)}`;
        button.form.requestSubmit();
      },
      () => {
        said.textContent = button.dataset.unknown;
        button.form.elements.ou.focus();
      },
      { maximumAge: 600_000, timeout: 10_000 },
    );
  });
}
