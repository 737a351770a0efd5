// The map of the workbench: the communes by their APL, and sites that one may drag, by pointer or by arrow keys.
import * as maplibre from "../vendor/maplibre-gl.mjs";
import { AtlasMap } from "./map.js";

// One arrow key: a few hundred metres.
const STEP_DEGREES = 0.004;
const FAST = 5;
const ARROWS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class BenchMap {
  constructor(element, bench) {
    this.element = element;
    this.bench = bench;
    this.pins = new Map();
    this.communes = read();
    this.atlas = new AtlasMap(element, { onSelect: () => {}, rowOf: (code) => ({ dataset: this.row(code) }) });
    this.ready = this.open();
  }

  async open() {
    await this.atlas.ready;
    const { map } = this.atlas;
    map.doubleClickZoom.disable();
    map.on("dblclick", ({ lngLat }) => this.bench.edit({ do: "add:", lat: lngLat.lat, lon: lngLat.lng }));
  }

  row(code) {
    const { band, value } = this.communes.get(code) ?? { band: -1, value: null };
    return { band: String(band), value: value === null ? "–" : value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 }) };
  }

  bands() { return this.communes; }

  recolour() { this.colour(read()); }

  colour(communes) {
    this.communes = communes;
    this.atlas.recolour();
  }

  // Markers are those of the list: kept where they are the same, so that a focused one stays so.
  mark(rows) {
    const said = new Map(rows.map((row) => [row.key, row]));
    const focused = [...this.pins].find(([, pin]) => pin.getElement() === document.activeElement)?.[0];
    for (const [key, pin] of this.pins) {
      if (JSON.stringify(pin.row) === JSON.stringify(said.get(key))) { said.delete(key); continue; }
      pin.remove();
      this.pins.delete(key);
    }
    for (const [key, row] of said) this.pins.set(key, this.pin(row));
    this.pins.get(focused)?.getElement().focus({ preventScroll: true });
  }

  pin(row) {
    const fixed = Boolean(row.rule);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pin";
    button.dataset.key = row.key;
    if (fixed) button.dataset.fixed = "";
    button.setAttribute("aria-pressed", String(row.chosen));
    button.append(document.querySelector(`#site-${CSS.escape(row.key)} .sign`).cloneNode(true));
    const place = [Number(row.lon), Number(row.lat)];
    const pin = new maplibre.Marker({ element: button, draggable: !fixed }).setLngLat(place).addTo(this.atlas.map);
    button.setAttribute("aria-label", row.name);
    if (!fixed) button.title = document.querySelector(".bench").dataset.step;
    pin.row = row;
    this.listen(pin, place, fixed);
    return pin;
  }

  listen(pin, home, fixed) {
    const button = pin.getElement();
    let moved = false;
    const where = () => { const { lat, lng } = pin.getLngLat(); return { do: `move:${pin.row.key}`, lat, lon: lng }; };
    const tryIt = () => { moved = true; button.classList.add("is-dragged"); this.bench.begin(); this.bench.attempt(where()); };
    const leave = () => { moved = false; button.classList.remove("is-dragged"); pin.setLngLat(home); this.bench.end({ back: true }); };
    const put = async () => {
      const said = where();
      button.classList.remove("is-dragged");
      this.bench.end({ back: false });
      await this.bench.edit(said);
      // Refused, or set aside: the list says where it is.
      if (this.pins.get(pin.row.key) === pin) pin.setLngLat(home);
      moved = false;
      this.focus(said);
    };
    button.addEventListener("click", (event) => { event.stopPropagation(); if (!moved) this.bench.choose(pin.row.key); });
    button.addEventListener("dblclick", (event) => event.stopPropagation());
    if (fixed) return;
    pin.on("drag", tryIt);
    pin.on("dragend", put);
    button.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (arrow) {
        event.preventDefault();
        event.stopPropagation();
        const step = STEP_DEGREES * (event.shiftKey ? FAST : 1);
        const { lat, lng } = pin.getLngLat();
        pin.setLngLat([lng + arrow[0] * step * 1.5, lat + arrow[1] * step]);
        tryIt();
      } else if (event.key === "Enter" && moved) { event.preventDefault(); put(); }
      else if (event.key === "Escape" && moved) { event.stopPropagation(); leave(); }
    });
    button.addEventListener("blur", () => { if (moved && document.activeElement !== button && button.isConnected) leave(); });
  }

  // After a move the site may have another key: the keyboard stays with the marker that stands where it was put.
  focus({ lat, lon }) {
    const nearest = [...this.pins.values()].find((pin) => Math.hypot(pin.getLngLat().lat - lat, pin.getLngLat().lng - lon) < 1e-4);
    nearest?.getElement().focus({ preventScroll: true });
  }
}

// What the page says of the communes, in one line that no reader sees.
function read() {
  const { codes, bands, apl } = JSON.parse(document.getElementById("communes").textContent);
  return new Map(codes.map((code, i) => [code, { band: bands[i], value: apl[i] }]));
}
