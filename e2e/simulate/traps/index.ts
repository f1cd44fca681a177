import { clones } from './clones';
import { guards } from './guards';
import type { Trap } from './trap';

/** Every mistake that the simulation must find. */
export const traps: readonly Trap[] = [...guards, ...clones];
