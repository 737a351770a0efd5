// Where one place is in its commune.
const element = document.getElementById("map");

try {
  const { PlacesMap } = await import("./places-map.js");
  element.hidden = false;
  await new PlacesMap(element, [element]).ready;
} catch (error) {
  // Without WebGL the address stays.
  element.hidden = true;
  console.info("There is the address alone.", error.message);
}
