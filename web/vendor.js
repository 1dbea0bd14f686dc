// What the desk uses of other people's code, under one roof: `build.mjs` bundles this file into vendor.mjs.
export {h, render, Fragment} from "preact";
export {useEffect, useLayoutEffect, useMemo, useRef, useState, useCallback} from "preact/hooks";
export {signal, computed, effect, batch} from "@preact/signals";
export {default as htm} from "htm";
export {default as L} from "leaflet";
export {default as Supercluster} from "supercluster";
export {feature, mesh} from "topojson-client";
export {scaleBand, scaleLinear, scalePoint, scaleSqrt, scaleUtc, scaleSymlog} from "d3-scale";
export {area, line, stack} from "d3-shape";
export {bisectLeft, extent, max, min, ticks} from "d3-array";
export {forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY} from "d3-force";
