// Most places keep the same hours from Monday to Friday: one button types them.
const button = document.getElementById("copy-monday");
const part = (day, at, end) => document.getElementById(`id_${end}_${day}_${at}`);

button.hidden = false;
button.addEventListener("click", () => {
  for (const end of ["begins", "ends"]) {
    for (const at of [0, 1]) {
      for (const day of [1, 2, 3, 4]) part(day, at, end).value = part(0, at, end).value;
    }
  }
});
