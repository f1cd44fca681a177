/** The port with some of its methods replaced. */
export function decorate<T extends object>(port: T, changed: Partial<T>): T {
  return new Proxy(port, {
    get(target, name) {
      const own = changed[name as keyof T];
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
