import type { Duel } from './against';
import type { ProcessUsage } from './cpu';
import type { GrowthPoint, HotTicket, Purchases, Spread } from './flows';
import type { Machine } from './machine';
import type { Figure } from './measure';
import type { Published } from './publish-floor';
import type { Hashing, Refusals } from './sign-in';
import type { Step } from './sustained';

/** All that one run has found. */
export interface Results {
  readonly at: string;
  readonly command: string;
  readonly machine: Machine;
  readonly database: string;
  readonly isQuick: boolean;
  readonly readySeconds: number;
  readonly publish: { readonly oneByOne: Published; readonly window64: Published };
  readonly figures: readonly Figure[];
  readonly hotTicket: HotTicket;
  readonly purchases: Purchases;
  readonly refusals: Refusals;
  readonly refusalsUnderFlood: Refusals;
  readonly hashing: Hashing;
  readonly propagation: Spread;
  readonly sustained: readonly Step[];
  readonly expiry: Spread;
  readonly growth: readonly GrowthPoint[];
  readonly memory: Readonly<Record<string, ProcessUsage>>;
  readonly duels: readonly Duel[];
}
