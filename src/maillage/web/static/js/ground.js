// What every map stands on: MapLibre on the platform's own colours, and nothing from elsewhere.
import * as maplibre from "../vendor/maplibre-gl.mjs";

export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const FONT = ["Atkinson Hyperlegible Next"];

// Same style, controls and manners everywhere. `element` says its words in data-worker, data-label, data-zoom-in, data-zoom-out.
export async function openGround(element, { bounds, padding }) {
  maplibre.setWorkerUrl(element.dataset.worker);
  const { label, zoomIn, zoomOut } = element.dataset;
  const map = new maplibre.Map({
    container: element,
    style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": token("--map-ground") } }] },
    bounds,
    fitBoundsOptions: { padding },
    attributionControl: false, dragRotate: false, touchPitch: false, pitchWithRotate: false,
    renderWorldCopies: false, maxZoom: 14, minZoom: 2, fadeDuration: 0,
    locale: { "Map.Title": label, "NavigationControl.ZoomIn": zoomIn, "NavigationControl.ZoomOut": zoomOut },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  await new Promise((resolve, reject) => { map.once("load", resolve); map.once("error", ({ error }) => reject(error)); });
  return map;
}

// Paints that follow the theme: { layer: { property: "--token" } }, now and whenever the reader's theme changes.
export function themed(map, paints) {
  const paint = () => {
    for (const [layer, properties] of Object.entries(paints)) {
      for (const [property, name] of Object.entries(properties)) if (map.getLayer(layer)) map.setPaintProperty(layer, property, token(name));
    }
  };
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

export function boundsOf(features) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
    } else part.forEach(walk);
  };
  for (const { geometry } of features) walk(geometry.coordinates);
  return box;
}

export function points(features) {
  return {
    type: "FeatureCollection",
    features: features.map(({ properties }) => ({ type: "Feature", properties: { n: properties.n, p: properties.p }, geometry: { type: "Point", coordinates: [properties.x, properties.y] } })),
  };
}
