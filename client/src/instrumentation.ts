/** Next calls this once, before its server answers requests. */
export async function register(): Promise<void> {
  // In the edge runtime there is no Node API to open a port with.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { openFrontDoor } = await import('./lib/server/front-door');
  const { boundArrival, serveOperators } = await import('./lib/server/operators');
  openFrontDoor();
  boundArrival();
  await serveOperators(process.env);
}
