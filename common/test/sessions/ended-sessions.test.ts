import {
  createEndedSessions,
  DependencyError,
  type EndedSessionStore,
  SessionEndedListener,
  silentLogger,
} from '@ticketing-dev/common';
import {
  deliver,
  fixedClock,
  hearAtOnce,
  MemoryEndedSessionStore,
  stepsBy,
} from '@ticketing-dev/common/testing';
import fc from 'fast-check';

// Thousands of histories take seconds, on a busy machine many.
jest.setTimeout(300_000);

const logger = silentLogger();
const hourMs = 60 * 60 * 1000;

function setUp(store: EndedSessionStore = new MemoryEndedSessionStore()) {
  const clock = fixedClock();
  const anInstance = (on = store) => createEndedSessions({ store: on, now: clock.now, logger });
  const until = new Date(clock.now().getTime() + hourMs);
  return { clock, store, anInstance, until, ended: anInstance() };
}

const away: EndedSessionStore = {
  keep: () => Promise.reject(new DependencyError('MongoDB')),
  keptSince: () => Promise.reject(new DependencyError('MongoDB')),
  forget: () => Promise.reject(new DependencyError('MongoDB')),
};

describe('an ended session', () => {
  it('is refused immediately where the event was received', async () => {
    const { ended, until } = setUp();

    const outcome = await deliver(new SessionEndedListener(ended), {
      sids: ['a', 'b'],
      until: until.toISOString(),
    });

    expect(outcome).toBe('acked');
    expect(['a', 'b', 'c'].map((sid) => ended.has(sid))).toEqual([true, true, false]);
  });

  it('is refused by another instance after its next read', async () => {
    const { ended, anInstance, until } = setUp();
    const other = anInstance();
    await other.load();
    await ended.end(['a'], until);

    await other.look();

    expect(other.has('a')).toBe(true);
  });

  it('is known to an instance that starts later', async () => {
    const { ended, anInstance, until } = setUp();
    await ended.end(['a'], until);
    const later = anInstance();

    await later.load();

    expect(later.has('a')).toBe(true);
  });

  it('is refused also while the database is unavailable, and its event is redelivered', async () => {
    const { ended, until } = setUp(away);

    const outcome = await deliver(new SessionEndedListener(ended), {
      sids: ['a'],
      until: until.toISOString(),
    });

    expect(outcome).toBe('retried');
    expect(ended.has('a')).toBe(true);
  });

  it('is forgotten by instances and database some time after its token has expired', async () => {
    const { ended, anInstance, clock, until } = setUp();
    await ended.end(['a'], until);

    clock.advance(hourMs + 60_000);
    await ended.sweep();
    expect(ended.has('a')).toBe(true);
    clock.advance(hourMs);
    await ended.sweep();

    expect(ended.has('a')).toBe(false);
    const later = anInstance();
    await later.load();
    expect(later.has('a')).toBe(false);
  });

  it('is not stored if the event arrives long after that', async () => {
    const { ended, anInstance, clock, until } = setUp();
    clock.advance(2 * hourMs);

    await ended.end(['a'], until);

    const later = anInstance();
    await later.load();
    expect([ended.has('a'), later.has('a')]).toEqual([false, false]);
  });
});

describe('an instance whose database cannot be read', () => {
  it('keeps its list, logs once, and continues', async () => {
    const store = new MemoryEndedSessionStore();
    let isAway = false;
    const sometimes: EndedSessionStore = {
      keep: (ended) => store.keep(ended),
      keptSince: (mark) => (isAway ? away : store).keptSince(mark),
      forget: (before) => store.forget(before),
    };
    const said: string[] = [];
    const listening = Object.assign(silentLogger(), {
      warn: () => said.push('warn'),
      info: () => said.push('info'),
    });
    const { clock, until } = setUp();
    const ended = createEndedSessions({ store: sometimes, now: clock.now, logger: listening });
    await ended.end(['a'], until);

    isAway = true;
    await ended.lookAgain();
    await ended.lookAgain();
    expect([ended.has('a'), said]).toEqual([true, ['warn']]);
    await store.keep([{ sid: 'b', until }]);
    isAway = false;
    await ended.lookAgain();

    expect([ended.has('b'), said]).toEqual([true, ['warn', 'info']]);
  });
});

interface Heard {
  readonly sid: string;
  readonly at: number;
}

const inAnyOrder = (options: { readonly overlap?: number }) =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.record({ sid: fc.constantFrom('a', 'b', 'c'), at: fc.nat({ max: 1 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.nat({ max: 4 }),
    async (scheduler, history: readonly Heard[], looks) => {
      const store = new MemoryEndedSessionStore(options);
      const { clock, anInstance, until } = setUp();
      const instances = [0, 1].map(() => anInstance(store.connect(stepsBy(scheduler))));
      const lookAt = async (index: number): Promise<'acked'> => {
        await instances[index % 2]?.look();
        return 'acked';
      };

      await hearAtOnce(scheduler, [
        // The group hears each event; which of its instances does, and how often, is the bus's to choose.
        ...history.map(({ sid, at }) => async () => {
          const [one = anInstance(), other = one] = instances;
          const listener = new SessionEndedListener(at === 0 ? one : other);
          return deliver(listener, { sids: [sid], until: until.toISOString() });
        }),
        ...Array.from({ length: looks }, (_, index) => () => lookAt(index)),
        async () => {
          await instances[0]?.sweep();
          return 'acked' as const;
        },
      ]);
      await scheduler.waitFor(Promise.all([lookAt(0), lookAt(1)]));

      expect(clock.now() < until).toBe(true);
      for (const instance of instances) {
        expect(history.filter(({ sid }) => !instance.has(sid))).toEqual([]);
      }
    },
  );

const histories = { numRuns: 1_000 };

describe('session:ended, in any order', () => {
  it('is refused by every instance after its next read, whichever receives the event, and however often', async () => {
    await fc.assert(inAnyOrder({}), histories);
  });

  it('would be missed if a read relied on the order of time stamps', async () => {
    expect((await fc.check(inAnyOrder({ overlap: 0 }), histories)).failed).toBe(true);
  });
});
