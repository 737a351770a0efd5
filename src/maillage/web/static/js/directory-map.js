// Places of the directory with the numbers of the list beside them.
import { FONT } from "./ground.js";
import { PlacesMap } from "./places-map.js";

export class DirectoryMap extends PlacesMap {
  async begin() {
    await super.begin();
    const { map } = this;
    map.setPaintProperty("places", "circle-radius", 11);
    map.setPaintProperty("places-chosen", "circle-radius", 16);
    map.setLayoutProperty("places-names", "text-offset", [0, 1.2]);
    map.addLayer({
      id: "places-numbers", type: "symbol", source: "places",
      layout: { "text-field": ["get", "number"], "text-font": FONT, "text-size": 12.5, "text-padding": 0, "symbol-sort-key": ["id"] },
    });
    this.colour();
  }

  // The first of the list lies above the others.
  collection() {
    const { type, features } = super.collection();
    return { type, features: features.reverse() };
  }

  colour() {
    super.colour();
    if (!this.map.getLayer("places-numbers")) return;
    const style = getComputedStyle(document.documentElement);
    const [accent, ground] = ["--accent", "--surface"].map((name) => style.getPropertyValue(name).trim());
    this.map.setPaintProperty("places-numbers", "text-color", ["case", ["get", "open"], ground, accent]);
  }
}
