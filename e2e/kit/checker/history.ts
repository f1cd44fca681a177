/** What a client may know of a request's end. `unknown`: there was no answer, or a 5xx; it may be done or not. */
export type Outcome = 'ok' | 'failed' | 'unknown';

/** A request, as its client saw it. */
export interface Entry {
  readonly at: string;
  /** When it was sent, by the monotonic clock of this process. */
  readonly calledMs: number;
  readonly what: string;
  readonly who: string;
  readonly sent: string;
  /** The idempotency key. */
  readonly key: string | undefined;
  outcome: Outcome;
  status: number;
  answer: unknown;
  /** Until the whole answer was there, or was given up. */
  tookMs: number;
  retryAfter: string | undefined;
}

/** Everything that clients did, in order. */
export class History {
  readonly entries: Entry[] = [];

  begin(what: string, who: string, sent: string, key?: string): Entry {
    const entry: Entry = {
      at: new Date().toISOString(),
      calledMs: performance.now(),
      what,
      who,
      sent,
      key,
      outcome: 'unknown',
      status: 0,
      answer: undefined,
      tookMs: 0,
      retryAfter: undefined,
    };
    this.entries.push(entry);
    return entry;
  }

  /** What touches any of these ids. */
  about(ids: readonly string[]): string[] {
    return this.entries
      .map(
        ({ at, who, what, sent, outcome, status, answer }) =>
          `${at} ${who} ${what} ${sent}: ${outcome} ${status} ${answer === undefined ? '' : JSON.stringify(answer)}`,
      )
      .filter((line) => ids.some((id) => line.toLowerCase().includes(id.toLowerCase())))
      .map((line) => line.slice(0, 400));
  }

  counts(): Record<string, string> {
    const kinds = [...new Set(this.entries.map(({ what }) => what))];
    return Object.fromEntries(
      kinds.map((kind) => {
        const of = (outcome: Outcome): number =>
          this.entries.filter((entry) => entry.what === kind && entry.outcome === outcome).length;
        return [kind, `${of('ok')} ok, ${of('failed')} failed, ${of('unknown')} unknown`];
      }),
    );
  }
}
