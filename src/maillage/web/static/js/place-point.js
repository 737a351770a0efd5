// The point of a place, by its two fields or on a map: a click, or Enter on the middle, puts it there.
const element = document.getElementById("map");
const fields = [document.getElementById("id_lat"), document.getElementById("id_lon")];

function told() {
  const [lat, lon] = fields.map(({ value }) => (value.trim() ? Number(value.replace(",", ".")) : NaN));
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

function rows() {
  if (!told()) return [];
  [element.dataset.lat, element.dataset.lon] = fields.map(({ value }) => value.replace(",", "."));
  return [element];
}

try {
  const { PlacesMap } = await import("./places-map.js");
  element.hidden = false;
  const live = new PlacesMap(element, rows());
  await live.ready;
  const put = ({ lat, lng }) => {
    [fields[0].value, fields[1].value] = [lat.toFixed(5), lng.toFixed(5)];
    live.put(rows());
  };
  live.map.getCanvas().style.cursor = "crosshair";
  live.map.on("click", ({ lngLat }) => put(lngLat));
  live.map.getCanvas().addEventListener("keydown", (event) => { if (event.key === "Enter") put(live.map.getCenter()); });
  for (const field of fields) {
    field.addEventListener("change", () => {
      live.put(rows());
      if (told()) live.map.easeTo({ center: [Number(element.dataset.lon), Number(element.dataset.lat)] });
    });
  }
} catch (error) {
  // Without WebGL the fields stay.
  element.hidden = true;
  console.info("There are the fields alone.", error.message);
}
