/**
 * The seconds since the command began. The bootstrap runs in the same process, so they include the installation and the
 * compilation.
 */
export const secondsOfCommand = (): string => (performance.now() / 1000).toFixed(1);
