/** Next calls it once, before its server answers. */
export async function register(): Promise<void> {
  // Where Next runs without Node there is nothing to listen with.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { openFrontDoor } = await import('./lib/server/front-door');
  const { boundArrival, serveOperators } = await import('./lib/server/operators');
  openFrontDoor();
  boundArrival();
  await serveOperators(process.env);
}
