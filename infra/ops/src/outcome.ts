import type { Clock } from '@ticketing-dev/common';

import type { Ask } from './ask';

/** What a command found. */
export interface Outcome {
  /** What the operator reads. */
  readonly lines: readonly string[];
  /** The same for programs. */
  readonly json: unknown;
  /** Something needs the operator: the exit code is 1. */
  readonly isFound?: boolean;
  /** The services that did not answer: the exit code is 3. */
  readonly missing?: readonly string[];
}

/** What a command works with. */
export interface Tools {
  readonly ask: Ask;
  readonly now: Clock;
  /** Tells the operator how far a long command is. */
  readonly say: (line: string) => void;
}
