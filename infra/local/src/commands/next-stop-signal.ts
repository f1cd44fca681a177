/** Resolves to the first signal that asks us to stop: Ctrl-C, a kill, or a closed terminal. */
export function nextStopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // `on`, not `once`: a second Ctrl-C must not end the runner before its processes.
      process.on(signal, () => resolve(signal));
    }
  });
}
