/** Tells the time. An argument wherever time matters, so that tests and the simulation own it. */
export type Clock = () => Date;

/** The machine's own clock. */
export const systemClock: Clock = () => new Date();
