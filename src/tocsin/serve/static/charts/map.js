// The map: countries from a file of our own, clusters of places, and areas where the report is no sharper than an area.
import {feature, L, mesh, Supercluster} from "../vendor/vendor.mjs";
import {count, Figure, html, narrow, query, useEffect, useRef} from "../lib.js";

const RADIUS = {region: 70_000, admin1: 55_000, admin2: 22_000, near: 9_000};
const ORDER = ["force", "coercion", "against", "for", "help"];
let world = null;

async function countries() {
  world ??= fetch(new URL("../vendor/countries-50m.json", import.meta.url)).then((r) => r.json()).then((topology) => ({
    land: whole(feature(topology, topology.objects.countries)),
    borders: mesh(topology, topology.objects.countries, (a, b) => a !== b && a.id !== undefined && b.id !== undefined),
    disputed: mesh(topology, topology.objects.countries, (a, b) => a !== b && (a.id === undefined || b.id === undefined)),
  }));
  return world;
}

/** Rings that cross the date line go on beyond it instead of back around the world; Antarctica does go around. */
function whole(land) {
  for (const {geometry} of land.features) {
    for (const polygon of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
      for (const ring of polygon) {
        const xs = ring.map((p) => p[0]);
        if (Math.max(...xs) - Math.min(...xs) > 180 && ring.some((p) => p[1] > -60)) for (const p of ring) if (p[0] < 0) p[0] += 360;
      }
    }
  }
  return land;
}

export function MapFigure({data}) {
  const table = {head: ["Place", "Country", "As sharp as", "Events"], numbers: [3], rows: data.places.map((p) => [p.name, [p.admin1, p.country].filter(Boolean).join(", "), p.precision, p.count])};
  const note = html`${count(data.mapped, "event")} in ${count(data.places.length, "place")}. A dashed ring or outline is an area: the report is no sharper.`;
  return html`<${Figure} id="map" title="Map" note=${note} table=${table}><${World} places=${data.places} />
    <p class="small"><a href=${"/search" + query({located: "false"})}>${count(data.unmapped, "event is", "events are")} not on the map</a>${data.reasons.length > 0 && html`<span class="soft">: ${data.reasons.map((r) => `${r.count.toLocaleString("en")} ${r.reason}`).join("; ")}</span>`}</p>
    <p class="soft small">Boundaries imply no endorsement; those of territories without a country code are dashed.</p><//>`;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const groupOf = (counts) => ORDER.reduce((best, g) => (counts[g] ?? 0) > (counts[best] ?? 0) ? g : best, "force");

function World({places}) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const held = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (!holder.current) return undefined;
    const map = L.map(holder.current, {worldCopyJump: true, minZoom: 1, maxZoom: 11, zoomControl: true, attributionControl: true, preferCanvas: true, fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false});
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution("Natural Earth (public domain) · places: GeoNames, CC BY 4.0");
    const groups = {land: L.layerGroup().addTo(map), areas: L.layerGroup().addTo(map), pins: L.layerGroup().addTo(map), labels: L.layerGroup().addTo(map)};
    held.current = {map, ...groups, gone: false};
    map.setView([30, 40], 2);
    const here = held.current;
    countries().then((atlas) => { if (!here.gone) { ground(here, atlas); draw(here, places, atlas); } });
    const size = new ResizeObserver(() => map.invalidateSize());
    size.observe(holder.current);
    return () => { here.gone = true; size.disconnect(); map.remove(); };
  }, []);
  useEffect(() => { if (held.current?.atlas) draw(held.current, places, held.current.atlas); }, [places]);
  return html`<div class="map" ref=${holder} role="region" aria-label="Map of events; the same as a table by the button above"></div>`;
}

function ground(here, atlas) {
  here.atlas = atlas;
  L.geoJSON(atlas.land, {interactive: false, style: {stroke: false, fillColor: colour("--land"), fillOpacity: 1}}).addTo(here.land);
  L.geoJSON(atlas.borders, {interactive: false, style: {color: colour("--border"), weight: .8}}).addTo(here.land);
  L.geoJSON(atlas.disputed, {interactive: false, style: {color: colour("--border"), weight: 1, dashArray: "3 3"}}).addTo(here.land);
  here.names = atlas.land.features.map((f) => {
    const polygons = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
    const ring = polygons.map((p) => p[0]).reduce((a, b) => b.length > a.length ? b : a);
    const xs = ring.map((p) => p[0]), ys = ring.map((p) => p[1]);
    const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return {name: f.properties.name, west, east, at: [(south + north) / 2, (west + east) / 2]};
  });
}

function draw(here, places, atlas) {
  const {map} = here;
  here.areas.clearLayers();
  if (here.refresh) map.off("moveend", here.refresh);
  const drawn = places.filter((p) => p.precision !== "country");
  for (const p of places) {
    const style = {color: colour("--" + groupOf(p.counts)), weight: 1.2, dashArray: "5 4", fillOpacity: .09};
    if (p.precision === "country") {
      const land = atlas.land.features.find((f) => f.properties.name === p.name || inside(f, p.longitude, p.latitude));
      if (land) L.geoJSON(land, {style: {...style, fillOpacity: .12}}).bindPopup(() => popup(p)).addTo(here.areas);
      const size = Math.round(16 + 7 * Math.log2(1 + p.count)), label = `${p.name}, somewhere in the country: ${p.count} events`;
      const whole = L.marker([p.latitude, p.longitude], {icon: L.divIcon({className: "pin whole g-" + groupOf(p.counts), html: String(p.count), iconSize: [size, size]}), title: label, alt: label, zIndexOffset: -500}).bindPopup(() => popup(p)).addTo(here.areas);
      whole.getElement()?.setAttribute("aria-label", label);
    } else if (RADIUS[p.precision]) L.circle([p.latitude, p.longitude], {radius: RADIUS[p.precision], ...style}).bindPopup(() => popup(p)).addTo(here.areas);
  }
  const index = new Supercluster({radius: 46, maxZoom: 9, map: (p) => ({count: p.count, counts: p.counts}), reduce: (all, p) => {
    all.count += p.count;
    all.counts = {...all.counts};
    for (const [g, n] of Object.entries(p.counts)) all.counts[g] = (all.counts[g] ?? 0) + n;
  }}).load(drawn.map((p) => ({type: "Feature", properties: p, geometry: {type: "Point", coordinates: [p.longitude, p.latitude]}})));
  here.refresh = () => pins(here, index);
  map.on("moveend", here.refresh);
  const bounds = places.length ? L.latLngBounds(places.map((p) => [p.latitude, p.longitude])) : null;
  if (bounds) map.fitBounds(bounds.pad(.25), {maxZoom: 7, animate: false});
  here.refresh();
}

function pins(here, index) {
  const {map} = here;
  here.pins.clearLayers();
  here.labels.clearLayers();
  const b = map.getBounds(), zoom = Math.round(map.getZoom());
  for (const c of index.getClusters([b.getWest(), b.getSouth(), b.getEast(), b.getNorth()], zoom)) {
    const [lng, lat] = c.geometry.coordinates, p = c.properties, size = Math.round(16 + 7 * Math.log2(1 + p.count));
    const label = c.properties.cluster ? `${p.point_count} places, ${p.count} events` : `${p.name}: ${p.count} events`;
    const icon = L.divIcon({className: "pin g-" + groupOf(p.counts), html: String(p.count), iconSize: [size, size]});
    const marker = L.marker([lat, lng], {icon, title: label, alt: label, keyboard: true}).addTo(here.pins);
    marker.getElement()?.setAttribute("aria-label", label);
    if (p.cluster) marker.on("click", () => map.setView([lat, lng], Math.min(11, index.getClusterExpansionZoom(c.id))));
    else marker.bindPopup(() => popup(p));
  }
  for (const n of here.names ?? []) {
    const wide = map.latLngToContainerPoint([n.at[0], n.east]).x - map.latLngToContainerPoint([n.at[0], n.west]).x;
    if (wide > n.name.length * 8 && wide < 3000 && b.contains(n.at)) L.marker(n.at, {interactive: false, keyboard: false, zIndexOffset: -1000,
      icon: L.divIcon({className: "country-label", html: text(n.name), iconSize: [120, 12]})}).addTo(here.labels);
  }
}

function text(words) {
  const holder = document.createElement("span");
  holder.textContent = words;
  return holder;
}

function popup(p) {
  const holder = document.createElement("div"), name = document.createElement("b"), rest = document.createElement("p"), link = document.createElement("a");
  name.textContent = p.name;
  rest.textContent = `${count(p.count, "event")}; ${p.precision === "exact" ? "a place by name" : "no sharper than " + p.precision}`;
  link.textContent = "Only this place";
  link.href = "#";
  link.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); narrow({place: p.id}); });
  holder.append(name, rest, link);
  return holder;
}

function inside(f, lng, lat) {
  const polygons = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
  return polygons.some(([ring]) => {
    let is = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i], [xj, yj] = ring[j];
      if (yi > lat !== yj > lat && lng < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) is = !is;
    }
    return is;
  });
}
