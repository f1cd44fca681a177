/** Stands where the browser keeps responses: one map of paths for each cache. */
export function fakeCaches() {
  const stores = new Map<string, Map<string, Response>>();
  const pathOf = (key: RequestInfo | URL) =>
    new URL(key instanceof Request ? key.url : key, 'http://shop').pathname;
  const cacheOf = (name: string) => {
    const responses = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, responses);
    return {
      match: (key: RequestInfo) => Promise.resolve(responses.get(pathOf(key))?.clone()),
      put: (key: RequestInfo, response: Response) => {
        responses.set(pathOf(key), response);
        return Promise.resolve();
      },
      delete: (key: RequestInfo) => Promise.resolve(responses.delete(pathOf(key))),
      keys: () =>
        Promise.resolve([...responses.keys()].map((path) => new Request(`http://shop${path}`))),
    };
  };
  return {
    open: (name: string) => Promise.resolve(cacheOf(name)),
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (name: string) => Promise.resolve(stores.delete(name)),
    match: (key: RequestInfo | URL) =>
      Promise.resolve([...stores.values()].flatMap((s) => s.get(pathOf(key)) ?? [])[0]?.clone()),
    /** The paths that a cache has. */
    pathsIn: (name: string) => [...(stores.get(name)?.keys() ?? [])],
  };
}
