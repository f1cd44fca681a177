import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

/** The part of an Ingress that the gateway reads. */
interface Ingress {
  readonly spec: {
    readonly rules: readonly {
      readonly http: {
        readonly paths: readonly {
          readonly path: string;
          readonly backend: { readonly service: { readonly name: string } };
        }[];
      };
    }[];
  };
}

export interface Route {
  readonly path: RegExp;
  readonly service: string;
}

/**
 * The Ingress's routes in the order in which ingress-nginx tries them: the longest first. Each is a case-insensitive
 * regular expression, anchored at the start.
 */
export function readRoutes(yaml: string): Route[] {
  const { spec } = parse(yaml) as Ingress;
  return spec.rules
    .flatMap(({ http }) => http.paths)
    .toSorted((a, b) => b.path.length - a.path.length)
    .map(({ path, backend }) => ({
      path: new RegExp(`^${path}`, 'i'),
      service: backend.service.name,
    }));
}

/** The routes of an Ingress that is in a file. */
export const readRoutesFile = (file: string): Route[] => readRoutes(readFileSync(file, 'utf8'));

/** The service that a request goes to. The query is not matched. */
export function serviceFor(routes: readonly Route[], url: string): string | undefined {
  const [path = '/'] = url.split('?');
  return routes.find((route) => route.path.test(path))?.service;
}

/** The addresses of each service's processes. */
export type Upstreams = Readonly<Record<string, readonly string[]>>;

/** Each call returns all processes of a service, beginning with the next one. */
export function roundRobin(upstreams: Upstreams): (service: string) => string[] {
  const next = new Map<string, number>();
  return (service) => {
    const all = upstreams[service] ?? [];
    const first = next.get(service) ?? 0;
    next.set(service, (first + 1) % Math.max(all.length, 1));
    return [...all.slice(first), ...all.slice(0, first)];
  };
}
