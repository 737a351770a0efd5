// The map about a place: communes of what is in view, and the areas around the place.
import { Areas } from "./areas.js";
import { Communes } from "./communes.js";

export class AroundMap extends Communes {
  constructor(element, { onChoose }) {
    super(element, { under: { lines: "areas-fill", names: "areas-labels" } });
    this.onChoose = onChoose;
    this.asked = "";
    this.ready = this.begin();
  }

  async begin() {
    await this.open(this.element.dataset.view.split(" ").map(Number));
    this.areas = new Areas(this.map);
    this.listen();
    await new Promise((resolve) => this.map.once("idle", resolve));
    this.look();
  }

  listen() {
    const { map } = this;
    map.getCanvas().style.cursor = "crosshair";
    map.on("click", ({ lngLat }) => this.onChoose([lngLat.lng, lngLat.lat]));
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const { lng, lat } = map.getCenter();
      this.onChoose([lng, lat]);
    });
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
}
