import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

/** What the gateway reads of an Ingress. */
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
 * The Ingress's routes in the order in which ingress-nginx tries them: regular expressions, anchored at
 * the start, without regard to case, the longest first.
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

export const readRoutesFile = (file: string): Route[] => readRoutes(readFileSync(file, 'utf8'));

/** The service that a request goes to: the query is no part of what is matched. */
export function serviceFor(routes: readonly Route[], url: string): string | undefined {
  const [path = '/'] = url.split('?');
  return routes.find((route) => route.path.test(path))?.service;
}
