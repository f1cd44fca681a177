/** Returns the current time. Code receives it as an argument, so that tests and the simulation control the time. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();
