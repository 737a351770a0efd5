// Départements, and the communes of those in view, under whatever a map shows.
import { FONT, openGround, points, themed, token } from "./ground.js";

const COMMUNES_FROM_ZOOM = 7;

export class Communes {
  // `under`: the layers before which lines and names of communes are put, once there are any.
  constructor(element, { under = {} } = {}) {
    this.element = element;
    this.under = under;
    this.loaded = new Set();
  }

  async open(bounds) {
    const answer = await fetch(this.element.dataset.departements);
    if (!answer.ok) throw new Error(`outlines: ${answer.status}`);
    const departements = await answer.json();
    this.map = await openGround(this.element, { bounds, padding: 24 });
    this.draw(departements);
    this.map.on("moveend", () => this.look());
    return this.map;
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

  // Communes of the départements in view, once one is near enough to tell them apart.
  async look() {
    if (this.map.getZoom() < COMMUNES_FROM_ZOOM) return;
    const inView = new Set(this.map.queryRenderedFeatures({ layers: ["departements"] }).map(({ properties }) => properties.c));
    await Promise.all([...inView].filter((code) => !this.loaded.has(`d${code}`)).map((code) => this.add(code)));
  }

  async add(departement) {
    const source = `d${departement}`;
    this.loaded.add(source);
    const answer = await fetch(this.element.dataset.communes.replace("/00.json", `/${departement}.json`));
    if (!answer.ok) { this.loaded.delete(source); return; }
    const communes = await answer.json();
    const named = communes.features.filter(({ properties }) => properties.p);
    this.map.addSource(source, { type: "geojson", data: communes });
    this.map.addSource(`${source}-names`, { type: "geojson", data: points(named) });
    this.map.addLayer({ id: `${source}-lines`, type: "line", source, minzoom: COMMUNES_FROM_ZOOM, paint: { "line-color": token("--map-thin"), "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.4, 12, 1.4] } }, this.under.lines);
    this.map.addLayer({
      id: `${source}-names`, type: "symbol", source: `${source}-names`, minzoom: COMMUNES_FROM_ZOOM,
      layout: {
        "text-field": ["get", "n"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["get", "p"], 2000, 11, 60000, 14],
        "symbol-sort-key": ["-", ["get", "p"]], "text-padding": 14, "text-max-width": 9,
      },
      paint: { "text-color": token("--ink"), "text-halo-color": token("--map-ring"), "text-halo-width": 1.8 },
    }, this.under.names);
  }

  focus() { this.map.getCanvas().focus(); }
}
