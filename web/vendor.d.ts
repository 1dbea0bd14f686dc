// What the bundle gives, as far as our modules need to know it.
declare module "*/vendor/vendor.mjs" {
  export const h: any, render: any, Fragment: any, htm: any, L: any, Supercluster: any, feature: any, mesh: any;
  export const scaleBand: any, scaleLinear: any, scalePoint: any, scaleSqrt: any, scaleUtc: any, scaleSymlog: any, area: any, line: any, stack: any;
  export const bisectLeft: any, extent: any, max: any, min: any, ticks: any;
  export const forceCenter: any, forceCollide: any, forceLink: any, forceManyBody: any, forceSimulation: any, forceX: any, forceY: any;
  export function useState<T>(initial: T | (() => T)): [T, (next: T | ((old: T) => T)) => void];
  export function useRef<T>(initial: T): {current: T};
  export function useMemo<T>(make: () => T, on: unknown[]): T;
  export function useCallback<T>(make: T, on: unknown[]): T;
  export function useEffect(act: () => void | (() => void), on?: unknown[]): void;
  export function useLayoutEffect(act: () => void | (() => void), on?: unknown[]): void;
  export function signal<T>(value: T): {value: T};
  export function computed<T>(make: () => T): {readonly value: T};
  export const effect: any, batch: any;
}
