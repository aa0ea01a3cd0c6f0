import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Set by `createHttpApplication`. */
    routeTable?: RouteTable;
  }
}

/** A registered route, with its path as OpenAPI writes it: `/cases/{id}`. */
export interface RegisteredRoute {
  readonly method: string;
  readonly path: string;
}

/** Notes every route as it is registered: for 405 with its Allow, and to hold the documentation against the routes. */
export class RouteTable {
  readonly #routes: RegisteredRoute[] = [];

  /** Call before the first route is registered. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.#routes.push({ method: one, path: url.replaceAll(/:(\w+)/g, '{$1}') });
    });
  }

  get routes(): readonly RegisteredRoute[] {
    return this.#routes;
  }

  /** The methods that some route takes at the path of `url`; empty when there is none. A catch-all page is not counted. */
  methodsAt(url: string): string[] {
    const segments = url.split('?', 1)[0]?.split('/') ?? [];
    const here = this.#routes.filter(({ path }) => !path.includes('*') && matches(path.split('/'), segments));
    return [...new Set(here.map(({ method }) => method))].sort();
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((step, index) => step.startsWith('{') ? segments[index] !== '' : step === segments[index]);
}
