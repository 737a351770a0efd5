// A button that copies what a field holds: hidden where there is no script to do it.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    // Without leave to write to the clipboard, what is selected is copied by hand.
    await navigator.clipboard?.writeText(field.value).then(() => { document.querySelector("[data-copy-said]").textContent = button.dataset.done; }, () => {});
  });
}
