import { readFileSync } from 'node:fs';

import { noRoute } from '@ticketing-dev/common/observe';

/** What Next's build writes about its routes. */
interface Manifest {
  readonly staticRoutes: readonly Route[];
  readonly dynamicRoutes: readonly Route[];
}

interface Route {
  readonly page: string;
  readonly regex: string;
}

/** The files of a page: there are many of them, and no label must have their names. */
export const assets = '/_next/*';

/**
 * Finds the pattern of a page, such as `/orders/:orderId`, in the list of Next's build.
 *
 * @param file the list; there is none in development
 */
export function createPageRoute(file: string): (url: string) => string {
  const routes = routesIn(file).map(({ page, regex }) => ({
    pattern: page.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, ':$1'),
    regex: new RegExp(regex),
  }));
  return (url) => {
    const [path = ''] = url.split('?');
    if (path.startsWith('/_next/')) return assets;
    return routes.find(({ regex }) => regex.test(path))?.pattern ?? noRoute;
  };
}

function routesIn(file: string): readonly Route[] {
  try {
    const { staticRoutes, dynamicRoutes } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    return [...staticRoutes, ...dynamicRoutes];
  } catch {
    return [];
  }
}
