/** Ctrl-C, a kill, or the terminal that is closed. */
export function nextStopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Stays in place: a second Ctrl-C must not end the runner before its processes.
      process.on(signal, () => resolve(signal));
    }
  });
}
