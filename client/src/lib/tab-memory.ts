/** Data of this tab, stored until it is closed or the user signs out. Stores nothing if the browser forbids it. */
export const tabMemory = {
  keep(key: string, value: unknown): void {
    attempt(() => {
      sessionStorage.setItem(key, JSON.stringify(value));
    });
  },
  recall(key: string): unknown {
    return attempt(() => JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown);
  },
  forget(key: string): void {
    attempt(() => {
      sessionStorage.removeItem(key);
    });
  },
  forgetAll(): void {
    attempt(() => {
      sessionStorage.clear();
    });
  },
};

function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
