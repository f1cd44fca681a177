/** How the browser loaded this page; null if the router opened it later, from another page. */
export function pageLoad(): PerformanceNavigationTiming | null {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry && new URL(entry.name).pathname === location.pathname ? entry : null;
}
