import type { Clock } from '@ticketing-dev/common';

import type { World } from './world';

/** Something that a process waits for. */
export interface Pending {
  readonly process: SimProcess;
  readonly what: string;
  /** What it is that may be away; undefined where nothing can fail. */
  readonly dependency: string | undefined;
  /** Not before this. */
  readonly from: number;
  resolve(): void;
  reject(error: Error): void;
}

/** Work that a process does again and again, never twice at once. */
export interface Turn {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** One instance of a service. When it crashes, whatever it waits for never comes. */
export class SimProcess {
  isAlive = true;
  readonly turns: Turn[] = [];
  readonly running = new Set<string>();
  readonly onCrash: (() => void)[] = [];

  constructor(
    readonly world: World,
    readonly name: string,
    readonly service: string,
    /** How far its clock runs ahead of the true one. */
    private readonly aheadMs: number,
  ) {}

  readonly now: Clock = () => new Date(this.world.time + this.aheadMs);

  /** Lets the scheduler decide when this goes on, whether it fails, and whether it goes on at all. */
  step(what: string, dependency?: string): Promise<void> {
    return this.#wait(what, dependency, 0);
  }

  /** Goes on when so much time has passed. */
  sleep(milliseconds: number): Promise<void> {
    return this.#wait('sleep', undefined, this.world.time + milliseconds);
  }

  turn({ name, run }: Turn): void {
    if (this.running.has(name)) return;
    this.running.add(name);
    run()
      // As the services' own loops: a failed turn is followed by the next.
      .catch(() => undefined)
      .finally(() => this.running.delete(name));
  }

  crash(): void {
    this.isAlive = false;
    for (const callback of this.onCrash) callback();
  }

  #wait(what: string, dependency: string | undefined, from: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.isAlive) {
        this.world.pending.push({ process: this, what, dependency, from, resolve, reject });
      }
    });
  }
}
