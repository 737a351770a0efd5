// The map. It draws what the list says: classes come from the rows, outlines from the platform, and nothing from elsewhere.
import { boundsOf, openGround, points, themed, token } from "./ground.js";

const METROPOLE = [-5.2, 41.3, 9.7, 51.2];
const COMMUNES_FROM_ZOOM = 7;
// How many names, at the zoom that shows everything and at each step closer.
const NAMES = [14, 40, 120];

const isRing = ["==", ["get", "r"], 1];
const isEdge = ["==", ["get", "e"], 1];
const isUnit = ["all", ["!", isRing], ["!", isEdge]];
const state = (name) => ["boolean", ["feature-state", name], false];

export class AtlasMap {
  constructor(element, { onSelect, rowOf }) {
    this.element = element;
    this.onSelect = onSelect;
    this.rowOf = rowOf;
    this.values = new Map();
    this.loaded = new Set();
    this.selected = null;
    this.hovered = null;
    this.ready = this.open();
  }

  async open() {
    const answer = await fetch(this.element.dataset.outlines);
    if (!answer.ok) throw new Error(`outlines: ${answer.status}`);
    this.outlines = await answer.json();
    this.units = this.outlines.features.filter((feature) => !feature.properties.r && !feature.properties.e);
    this.bounds = this.element.dataset.communes ? METROPOLE : boundsOf(this.units);
    this.map = await openGround(this.element, { bounds: this.bounds, padding: this.padding() });
    this.atHome = true;
    this.map.on("movestart", ({ originalEvent }) => { if (originalEvent) this.atHome = false; });
    this.draw();
    this.recolour();
    this.listen();
    // What is drawn under it goes only when there is something to see.
    await new Promise((resolve) => this.map.once("idle", resolve));
  }

  // Makes room for a card on the left, at the same scale, as long as nobody moved the map; and takes it back.
  makeRoom(open) {
    if (!this.atHome || this.element.dataset.communes) return;
    const { clientWidth: width } = this.element;
    const [west, , east] = this.bounds;
    const middle = this.map.getCenter().lat;
    const free = width - (this.map.project([east, middle]).x - this.map.project([west, middle]).x) - 2 * this.padding().left;
    const shift = open && width > 700 ? Math.max(0, free / 2) : 0;
    const { center } = this.map.cameraForBounds(this.bounds, { padding: this.padding() });
    this.map.easeTo({ center, offset: [shift, 0], duration: 300 });
  }

  padding() {
    const side = Math.min(28, this.element.clientWidth / 14);
    return { top: side, bottom: side, left: side, right: side };
  }

  draw() {
    const { map } = this;
    map.addImage("hatch", hatch(), { pixelRatio: 2 });
    map.addSource("units", { type: "geojson", data: this.outlines, promoteId: "c" });
    map.addSource("names", { type: "geojson", data: points(this.units) });
    map.addLayer({ id: "ring", type: "fill", source: "units", filter: isRing, paint: {} });
    map.addLayer({ id: "ring-lines", type: "line", source: "units", filter: isRing, paint: { "line-width": 0.8 } });
    this.addUnits("units", isUnit);
    map.addLayer({ id: "edge", type: "line", source: "units", filter: isEdge, layout: { "line-join": "round" }, paint: { "line-width": 1.6 } });
    map.addLayer({ id: "selected", type: "line", source: "units", filter: isUnit, layout: { "line-join": "round" }, paint: { "line-width": ["case", state("selected"), 3.4, state("hovered"), 2, 0] } });
    map.addLayer({
      id: "names", type: "symbol", source: "names", filter: this.largeEnough(),
      layout: {
        "text-field": ["get", "n"], "text-font": ["Atkinson Hyperlegible Next"], "text-size": ["interpolate", ["linear"], ["get", "p"], 2000, 11.5, 60000, 14.5],
        "symbol-sort-key": ["-", ["get", "p"]], "text-padding": 5, "text-max-width": 9, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 0.4,
      },
      paint: { "text-halo-width": 1.8 },
    });
    themed(map, {
      ground: { "background-color": "--map-ground" }, ring: { "fill-color": "--map-ring" }, "ring-lines": { "line-color": "--map-ground" },
      edge: { "line-color": "--map-edge" }, selected: { "line-color": "--map-edge" }, names: { "text-color": "--map-ink", "text-halo-color": "--map-halo" },
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme());
  }

  addUnits(source, filter, { before, minzoom = 0 } = {}) {
    const { map } = this;
    map.addLayer({ id: `${source}-fill`, type: "fill", source, filter, minzoom, paint: { "fill-color": this.fill(), "fill-antialias": true } }, before);
    map.addLayer({ id: `${source}-missing`, type: "fill", source, filter: ["in", ["get", "c"], ["literal", []]], minzoom, paint: { "fill-pattern": "hatch" } }, before);
    map.addLayer({ id: `${source}-lines`, type: "line", source, filter, minzoom, paint: { "line-color": token("--map-line"), "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.4, 9, 0.8, 12, 1.4] } }, before);
  }

  theme() {
    for (const source of ["units", ...this.loaded]) if (this.map.getLayer(`${source}-lines`)) this.map.setPaintProperty(`${source}-lines`, "line-color", token("--map-line"));
  }

  largeEnough() {
    const people = this.units.map((unit) => unit.properties.p).sort((a, b) => b - a);
    const zoom = this.map.getZoom();
    const from = (count) => people[Math.min(count, people.length - 1)] ?? 0;
    return [">=", ["get", "p"], ["step", ["zoom"], from(NAMES[0]), zoom + 0.8, from(NAMES[1]), zoom + 1.6, from(NAMES[2]), zoom + 2.4, 0]];
  }

  colours() { return this.element.dataset.colours.split(" "); }

  colour(band) { return this.colours()[band] ?? null; }

  fill() {
    const cases = this.colours().flatMap((colour, band) => [band, colour]);
    return ["match", ["coalesce", ["feature-state", "band"], -1], ...cases, token("--map-ground")];
  }

  recolour() {
    const missing = [];
    for (const { properties } of this.units) {
      const line = this.rowOf(properties.c);
      const band = line ? Number(line.dataset.band) : -1;
      this.values.set(properties.c, { name: properties.n, value: line?.dataset.value, band });
      this.map.setFeatureState({ source: "units", id: properties.c }, { band });
      if (band < 0) missing.push(properties.c);
    }
    this.map.setPaintProperty("units-fill", "fill-color", this.fill());
    this.map.setFilter("units-missing", ["in", ["get", "c"], ["literal", missing]]);
    const again = [...this.loaded];
    this.loaded.clear();
    for (const source of again) this.removeCommunes(source);
    this.look();
  }

  listen() {
    const { map } = this;
    const tip = document.createElement("div");
    tip.className = "map-tip";
    tip.hidden = true;
    this.element.parentElement.append(tip);
    map.on("mousemove", (event) => {
      const found = this.under(event.point);
      this.hover(found);
      map.getCanvas().style.cursor = found ? "pointer" : "";
      tip.hidden = !found;
      if (!found) return;
      const { name, value } = this.values.get(found.code) ?? { name: found.name };
      const shown = document.createElement("strong");
      shown.textContent = value && value !== "–" ? value : this.element.dataset.unknown;
      tip.replaceChildren(name, shown);
      const half = tip.offsetWidth / 2 + 4;
      tip.style.left = `${Math.min(Math.max(event.point.x, half), this.element.clientWidth - half)}px`;
      tip.style.top = `${Math.max(event.point.y, tip.offsetHeight + 14)}px`;
    });
    map.on("mouseout", () => { tip.hidden = true; this.hover(null); });
    map.on("click", (event) => this.onSelect(this.under(event.point)?.code ?? null, event.lngLat));
    map.on("moveend", () => this.look());
    const places = this.element.parentElement.querySelector(".map-places");
    if (places) {
      places.hidden = false;
      places.addEventListener("click", (event) => {
        const view = event.target.closest("button")?.dataset.view;
        if (view) map.fitBounds(view.split(" ").map(Number), { padding: this.padding() });
      });
    }
  }

  under(point) {
    const layers = ["units", ...this.loaded].map((source) => `${source}-fill`).filter((layer) => this.map.getLayer(layer));
    const found = this.map.queryRenderedFeatures(point, { layers });
    const feature = found.find(({ properties }) => properties.c.length === 5) ?? found[0];
    return feature ? { code: feature.properties.c, name: feature.properties.n, source: feature.source } : null;
  }

  mark(code, name, on) {
    if (!code) return;
    for (const source of ["units", ...this.loaded]) if (this.map.getSource(source)) this.map.setFeatureState({ source, id: code }, { [name]: on });
  }

  hover(found) {
    const code = found?.code ?? null;
    if (code === this.hovered) return;
    this.mark(this.hovered, "hovered", false);
    this.hovered = code;
    this.mark(code, "hovered", true);
  }

  // The corner where a card of this size hides the fewest communes, and above all not the one that it is about.
  corner(width, height) {
    const { clientWidth, clientHeight } = this.element;
    const spots = this.units.map(({ properties }) => ({ cost: properties.c === this.selected ? 1000 : 1, ...this.map.project([properties.x, properties.y]) }));
    const cost = (corner) => spots
      .filter(({ x }) => (corner.endsWith("left") ? x < width : x > clientWidth - width))
      .filter(({ y }) => (corner.startsWith("top") ? y < height : y > clientHeight - height))
      .reduce((sum, spot) => sum + spot.cost, 0);
    return ["bottom-left", "bottom-right", "top-left"].sort((a, b) => cost(a) - cost(b))[0];
  }

  select(code, { look }) {
    this.mark(this.selected, "selected", false);
    this.selected = code;
    this.mark(code, "selected", true);
    const unit = this.units.find(({ properties }) => properties.c === code);
    if (!unit || !look) return;
    const point = this.map.project([unit.properties.x, unit.properties.y]);
    const { clientWidth: width, clientHeight: height } = this.element;
    const hidden = point.x < 30 || point.y < 30 || point.x > width - 30 || point.y > height - 30;
    if (hidden) this.map.easeTo({ center: [unit.properties.x, unit.properties.y] });
  }

  // France: communes of the départements in view, once one is near enough to tell them apart.
  look() {
    const { communes } = this.element.dataset;
    if (!communes || this.map.getZoom() < COMMUNES_FROM_ZOOM) return;
    const inView = new Set(this.map.queryRenderedFeatures({ layers: ["units-fill"] }).map(({ properties }) => properties.c));
    for (const code of inView) if (!this.loaded.has(`d${code}`)) this.addCommunes(code);
  }

  async addCommunes(departement) {
    const source = `d${departement}`;
    this.loaded.add(source);
    const { communes, bands } = this.element.dataset;
    const [shapes, values] = await Promise.all([
      fetch(communes.replace("/00.json", `/${departement}.json`)).then((answer) => answer.json()),
      fetch(bands.replace("communes-00", `communes-${departement}`)).then((answer) => answer.json()),
    ]);
    if (!this.loaded.has(source) || this.map.getSource(source)) return;
    const decimals = Number(this.element.dataset.decimals);
    const written = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    this.map.addSource(source, { type: "geojson", data: shapes, promoteId: "c" });
    this.addUnits(source, isUnit, { before: "edge", minzoom: COMMUNES_FROM_ZOOM });
    const missing = [];
    for (const { properties } of shapes.features) {
      if (properties.e) continue;
      const [band, value] = values[properties.c] ?? [-1, null];
      this.values.set(properties.c, { name: properties.n, value: value === null ? null : written.format(value), band });
      this.map.setFeatureState({ source, id: properties.c }, { band });
      if (band < 0) missing.push(properties.c);
    }
    this.map.setFilter(`${source}-missing`, ["in", ["get", "c"], ["literal", missing]]);
  }

  removeCommunes(source) {
    for (const part of ["fill", "missing", "lines"]) if (this.map.getLayer(`${source}-${part}`)) this.map.removeLayer(`${source}-${part}`);
    if (this.map.getSource(source)) this.map.removeSource(source);
  }

  resize() {
    if (!this.map) return;
    this.map.resize();
    this.map.fitBounds(this.bounds, { padding: this.padding(), animate: false });
  }

  focus() { this.map?.getCanvas().focus(); }
}

function hatch() {
  const size = 16;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const ink = canvas.getContext("2d");
  ink.strokeStyle = "#8a9299";
  ink.lineWidth = 2.4;
  for (const shift of [-size, 0, size]) { ink.beginPath(); ink.moveTo(shift - 2, size + 2); ink.lineTo(shift + size + 2, -2); ink.stroke(); }
  return ink.getImageData(0, 0, size, size);
}
