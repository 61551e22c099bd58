/** Reads the routes of an Express app from the calls that mount them. */
import type { Application } from 'express';

export type Route = { method: string; path: string };

type Layer = { route?: { path: string | string[]; methods: Record<string, boolean> }; handle: unknown; slash: boolean };
type Mounted = { stack?: Layer[] };

/** Call before anything is mounted; the array fills as routes are. */
export function recordRoutes(app: Application): Route[] {
  const routes: Route[] = [];
  for (const name of ['use', 'get', 'post', 'put', 'delete', 'all'] as const) {
    const original = app[name].bind(app) as (...args: unknown[]) => unknown;
    const recording = (...args: unknown[]): unknown => {
      const path = typeof args[0] === 'string' ? args[0] : '';
      // `app.get(setting)` mounts nothing.
      if (args.length > 1 || name === 'use') {
        const found = args.flatMap((handler) => routesOf(path, handler));
        routes.push(...(found.length > 0 || path === '' ? found : [{ method: methodOf(name), path }]));
      }
      return original(...args);
    };
    Object.assign(app, { [name]: recording });
  }
  return routes;
}

const methodOf = (name: string): string => (['use', 'all'].includes(name) ? 'GET' : name.toUpperCase());

/** Of a router, or of Colyseus' endpoints, which stand on their handler. */
function routesOf(prefix: string, handler: unknown): Route[] {
  if (typeof handler !== 'function') return [];
  const { stack = [] } = handler as Mounted;
  const own = stack.flatMap(({ route, handle, slash }) => {
    if (!route) {
      if (!slash) throw new Error(`a router below ${prefix} is mounted at a path that cannot be read`);
      return routesOf(prefix, handle);
    }
    return [route.path]
      .flat()
      .flatMap((path) =>
        Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path: prefix + path })),
      );
  });
  const endpoints = Object.values(handler as object).flatMap(({ path, options } = {} as never) =>
    typeof path === 'string' ? [{ method: String(options?.method), path }] : [],
  );
  return [...own, ...endpoints];
}
