// The map about a place: communes of what is in view, and the areas around the place.
import { Areas } from "./areas.js";
import { FONT, openGround, points, themed, token } from "./ground.js";

const COMMUNES_FROM_ZOOM = 7;

export class AroundMap {
  constructor(element, { onChoose }) {
    this.element = element;
    this.onChoose = onChoose;
    this.loaded = new Set();
    this.asked = "";
    this.ready = this.open();
  }

  async open() {
    const answer = await fetch(this.element.dataset.departements);
    if (!answer.ok) throw new Error(`outlines: ${answer.status}`);
    const departements = await answer.json();
    this.map = await openGround(this.element, { bounds: this.element.dataset.view.split(" ").map(Number), padding: 24 });
    this.draw(departements);
    this.listen();
    await new Promise((resolve) => this.map.once("idle", resolve));
    this.look();
  }

  draw(departements) {
    const { map } = this;
    map.addSource("departements", { type: "geojson", data: departements });
    map.addLayer({ id: "departements", type: "fill", source: "departements", paint: {} });
    map.addLayer({ id: "departements-lines", type: "line", source: "departements", paint: { "line-width": 1.2 } });
    themed(map, {
      ground: { "background-color": "--map-ground" },
      departements: { "fill-color": "--map-ring" },
      "departements-lines": { "line-color": "--map-thin" },
    });
    this.areas = new Areas(map);
    this.theme();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme());
  }

  theme() {
    for (const source of this.loaded) {
      if (!this.map.getLayer(`${source}-names`)) continue;
      this.map.setPaintProperty(`${source}-lines`, "line-color", token("--map-thin"));
      this.map.setPaintProperty(`${source}-names`, "text-color", token("--ink"));
      this.map.setPaintProperty(`${source}-names`, "text-halo-color", token("--map-ring"));
    }
  }

  listen() {
    const { map } = this;
    map.getCanvas().style.cursor = "crosshair";
    map.on("click", ({ lngLat }) => this.onChoose([lngLat.lng, lngLat.lat]));
    map.on("moveend", () => this.look());
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const { lng, lat } = map.getCenter();
      this.onChoose([lng, lat]);
    });
  }

  // Communes of the départements in view, once one is near enough to tell them apart.
  async look() {
    if (this.map.getZoom() < COMMUNES_FROM_ZOOM) return;
    const inView = new Set(this.map.queryRenderedFeatures({ layers: ["departements"] }).map(({ properties }) => properties.c));
    await Promise.all([...inView].filter((code) => !this.loaded.has(`d${code}`)).map((code) => this.addCommunes(code)));
  }

  async addCommunes(departement) {
    const source = `d${departement}`;
    this.loaded.add(source);
    const answer = await fetch(this.element.dataset.communes.replace("/00.json", `/${departement}.json`));
    if (!answer.ok) { this.loaded.delete(source); return; }
    const communes = await answer.json();
    const named = communes.features.filter(({ properties }) => properties.p);
    this.map.addSource(source, { type: "geojson", data: communes });
    this.map.addSource(`${source}-names`, { type: "geojson", data: points(named) });
    this.map.addLayer({ id: `${source}-lines`, type: "line", source, minzoom: COMMUNES_FROM_ZOOM, paint: { "line-color": token("--map-thin"), "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.4, 12, 1.4] } }, "areas-fill");
    this.map.addLayer({
      id: `${source}-names`, type: "symbol", source: `${source}-names`, minzoom: COMMUNES_FROM_ZOOM,
      layout: {
        "text-field": ["get", "n"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["get", "p"], 2000, 11, 60000, 14],
        "symbol-sort-key": ["-", ["get", "p"]], "text-padding": 14, "text-max-width": 9,
      },
      paint: { "text-color": token("--ink"), "text-halo-color": token("--map-ring"), "text-halo-width": 1.8 },
    }, "areas-labels");
  }

  // What the page's data say now: the areas of its place, if it has any.
  async refresh({ fly }) {
    const { areas, place, view } = this.element.dataset;
    await this.show(areas, place ? place.split(" ").map(Number) : null);
    const box = view.split(" ").map(Number);
    if (areas && (fly || !this.holds(box))) this.map.fitBounds(box, { padding: 24, duration: 400 });
  }

  // Areas from an address, around a point; none from an empty one.
  async show(address, point) {
    if (address === this.asked) return;
    this.asked = address;
    this.areas.clear();
    this.areas.put(point);
    delete this.element.dataset.drawn;
    if (!address) return;
    const answer = await fetch(address);
    if (!answer.ok || address !== this.asked) return;
    const collection = await answer.json();
    if (address !== this.asked) return;
    this.areas.show(collection, JSON.parse(this.element.dataset.bands), point);
    this.element.dataset.drawn = collection.features.length;
  }

  holds([west, south, east, north]) {
    const seen = this.map.getBounds();
    return seen.contains([west, south]) && seen.contains([east, north]);
  }

  resize() {
    this.map.resize();
    this.map.fitBounds(this.element.dataset.view.split(" ").map(Number), { padding: 24, animate: false });
  }

  focus() { this.map.getCanvas().focus(); }
}
