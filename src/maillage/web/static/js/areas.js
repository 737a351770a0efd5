// Areas that lie in one another, on any map of the platform: one pale fill that darkens towards the place, and for each
// a line of its own with its minutes on it, so that none is told by colour alone.
import { FONT, themed, token } from "./ground.js";

const EMPTY = { type: "FeatureCollection", features: [] };
const SHADE = 0.17;

export class Areas {
  // `before`: the layer that they lie under.
  constructor(map, { before } = {}) {
    this.map = map;
    this.before = before;
    this.lines = [];
    map.addSource("areas", { type: "geojson", data: EMPTY });
    map.addSource("areas-ends", { type: "geojson", data: EMPTY });
    map.addSource("place", { type: "geojson", data: EMPTY });
    map.addLayer({ id: "areas-fill", type: "fill", source: "areas", layout: { "fill-sort-key": ["-", ["get", "minutes"]] }, paint: { "fill-opacity": SHADE } }, before);
    map.addLayer({
      id: "areas-labels", type: "symbol", source: "areas-ends",
      layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 12.5, "symbol-sort-key": ["get", "minutes"], "text-padding": 4 },
      paint: { "text-halo-width": 2 },
    });
    map.addLayer({ id: "place", type: "circle", source: "place", paint: { "circle-radius": 7, "circle-stroke-width": 3 } });
    themed(map, {
      "areas-fill": { "fill-color": "--area" },
      "areas-labels": { "text-color": "--ink", "text-halo-color": "--map-ground" },
      place: { "circle-color": "--map-edge", "circle-stroke-color": "--map-ground" },
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.lines.forEach((id) => map.setPaintProperty(id, "line-color", token("--map-edge"))));
  }

  // `bands`: [{minutes, dash: "4 3", width}], in pixels. `place`: [longitude, latitude].
  show(collection, bands, place) {
    this.clear();
    this.map.getSource("areas").setData(collection);
    this.map.getSource("areas-ends").setData({ type: "FeatureCollection", features: collection.features.flatMap(ends) });
    this.put(place);
    for (const { minutes, dash, width } of bands) {
      const id = `areas-${minutes}`;
      this.map.addLayer({
        id, type: "line", source: "areas", filter: ["==", ["get", "minutes"], minutes], layout: { "line-join": "round" },
        paint: { "line-color": token("--map-edge"), "line-width": width, ...(dash ? { "line-dasharray": dash.split(" ").map((part) => part / width) } : {}) },
      }, "areas-labels");
      this.lines.push(id);
    }
  }

  put(place) {
    this.map.getSource("place").setData(place ? { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: place } } : EMPTY);
  }

  clear() {
    for (const id of this.lines) this.map.removeLayer(id);
    this.lines = [];
    for (const source of ["areas", "areas-ends"]) this.map.getSource(source).setData(EMPTY);
    this.put(null);
  }
}

// The four farthest points of an area, where its minutes are written.
function ends({ properties, geometry }) {
  const outlines = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map(([outline]) => outline);
  const longest = outlines.reduce((best, outline) => (outline.length > best.length ? outline : best), []);
  const most = (measure) => longest.reduce((best, point) => (measure(point) > measure(best) ? point : best));
  return [([, lat]) => lat, ([, lat]) => -lat, ([lon]) => lon, ([lon]) => -lon].map((measure) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: most(measure) } }));
}
