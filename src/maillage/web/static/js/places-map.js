// Dots of places, the open ones filled; each is named where there is room.
import { Communes } from "./communes.js";
import { FONT, themed } from "./ground.js";

// One place alone is shown with what is around it (degrees).
const AROUND = 0.08;

export class PlacesMap extends Communes {
  // `rows`: elements with data-lat, data-lon, data-open and data-name; data-number where the list says numbers.
  constructor(element, rows, { onChoose } = {}) {
    super(element, { under: { lines: "places", names: "places" } });
    this.rows = rows;
    this.onChoose = onChoose;
    this.ready = this.begin();
  }

  async begin() {
    const map = await this.open(this.bounds());
    map.addSource("places", { type: "geojson", data: this.collection() });
    map.addLayer({ id: "places", type: "circle", source: "places", paint: { "circle-radius": 8, "circle-stroke-width": 3 } });
    map.addLayer({ id: "places-chosen", type: "circle", source: "places", filter: ["==", ["id"], -1], paint: { "circle-radius": 13, "circle-opacity": 0, "circle-stroke-width": 3 } });
    map.addLayer({
      id: "places-names", type: "symbol", source: "places",
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 13.5, "text-offset": [0, 1.1], "text-anchor": "top", "text-max-width": 12, "text-padding": 6 },
      paint: { "text-halo-width": 2 },
    });
    themed(map, {
      "places-chosen": { "circle-stroke-color": "--ink" },
      "places-names": { "text-color": "--ink", "text-halo-color": "--map-ring" },
    });
    this.colour();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.colour());
    if (this.onChoose) this.listen();
    await new Promise((resolve) => map.once("idle", resolve));
    this.look();
  }

  // What is open is full, what is closed is a ring: it is not told by colour alone.
  colour() {
    const style = getComputedStyle(document.documentElement);
    const [accent, ground] = ["--accent", "--surface"].map((name) => style.getPropertyValue(name).trim());
    this.map.setPaintProperty("places", "circle-color", ["case", ["get", "open"], accent, ground]);
    this.map.setPaintProperty("places", "circle-stroke-color", ["case", ["get", "open"], ground, accent]);
  }

  listen() {
    const { map } = this;
    map.on("click", "places", ({ features }) => this.onChoose(this.rows[features[0].id]));
    map.on("mouseenter", "places", () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", "places", () => { map.getCanvas().style.cursor = ""; });
  }

  collection() { return { type: "FeatureCollection", features: this.rows.map(feature) }; }

  // Other rows, or the same with other data.
  put(rows) {
    this.rows = rows;
    this.map.getSource("places").setData(this.collection());
  }

  choose(row) { this.map.setFilter("places-chosen", ["==", ["id"], this.rows.indexOf(row)]); }

  bounds() {
    if (!this.rows.length) return this.element.dataset.view.split(" ").map(Number);
    const lats = this.rows.map(({ dataset }) => Number(dataset.lat));
    const lons = this.rows.map(({ dataset }) => Number(dataset.lon));
    const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    return [west - AROUND, south - AROUND, east + AROUND, north + AROUND];
  }

  resize() {
    this.map.resize();
    this.map.fitBounds(this.bounds(), { padding: 24, animate: false });
  }
}

function feature({ dataset }, id) {
  return {
    type: "Feature", id,
    properties: { open: Boolean(dataset.open), name: dataset.name, number: dataset.number ?? "" },
    geometry: { type: "Point", coordinates: [Number(dataset.lon), Number(dataset.lat)] },
  };
}
