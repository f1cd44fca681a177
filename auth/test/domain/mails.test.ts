import { DependencyError, silentLogger } from '@ticketing-dev/common';
import { anId, fixedClock, MemoryAggregateStore, type Step } from '@ticketing-dev/common/testing';

import type { Mail, MailStart } from '../../src/domain/mail';
import { createMails, type EventMail, type Mails } from '../../src/domain/mails';
import { MailDelayedError, type Mailer, MailRefusedError } from '../../src/domain/mailer';
import type { User } from '../../src/domain/user';
import { RecordingMailer } from '../support/recording-mailer';

const minute = 60_000;
const buyer = anId('a'.repeat(24));
const address = 'buyer@example.com';

async function setUp() {
  const clock = fixedClock();
  const users = new MemoryAggregateStore<User>(['email']);
  await users.insert({ id: buyer, version: 0, email: address, passwordHash: '' });
  const mails = new MemoryAggregateStore<Mail>(['key'], { now: clock.now });
  const starts = new MemoryAggregateStore<MailStart>(['key']);
  const server = new RecordingMailer();
  /** One process on the same database, which uses the mail server through `mailer`. */
  const start = (mailer: Mailer | 'none' = server, store = mails): Mails =>
    createMails({
      mails: store,
      starts,
      users,
      links: { tokenOf: () => undefined },
      mailer: mailer === 'none' ? undefined : mailer,
      publicUrl: 'https://shop.test/',
      now: clock.now,
      wait: () => Promise.resolve(),
      logger: silentLogger(),
    });
  const bought = (overrides: Partial<EventMail> = {}): EventMail => ({
    eventId: 'order:completed/1/1',
    occurredAt: clock.now().toISOString(),
    kind: 'bought',
    userId: buyer,
    facts: { orderId: 'order-1', title: 'Jazz', priceInCents: 2_750 },
    ...overrides,
  });
  return { clock, users, mails, server, start, bought };
}

describe('the mail of an event', () => {
  it('has a link, the title and the price, as text and as HTML', async () => {
    const { server, start, bought } = await setUp();
    const process = start();

    await process.announce(bought({ facts: { orderId: 'order-1', title: '<b>Jazz</b>' } }));
    await process.announce(bought({ eventId: 'another' }));
    await process.sendDue();

    expect(server.mails[0]).toMatchObject({
      to: address,
      subject: 'Your ticket: <b>Jazz</b>',
      text: expect.stringContaining('https://shop.test/orders/order-1\n'),
      html: expect.stringContaining('<a href="https://shop.test/orders/order-1">'),
    });
    expect(server.mails[0]?.html).toContain('“&lt;b&gt;Jazz&lt;/b&gt;”');
    expect(server.mails[1]?.text).toContain('You bought “Jazz” for $27.50.');
  });

  it('is in the language of its receiver', async () => {
    const { users, server, start, bought } = await setUp();
    const [user] = await users.query({ where: {}, order: 'oldest first', limit: 1 });
    if (user) await users.transition(user, { language: 'es' });
    const process = start();

    await process.announce(bought());
    await process.sendDue();

    expect(server.mails[0]).toMatchObject({
      subject: 'Tu entrada: Jazz',
      text: expect.stringContaining('Has comprado «Jazz» por 27,50\u00A0US$.'),
      html: expect.stringContaining('<html lang="es">'),
    });
  });

  it('is sent once, however often the event arrives and however many instances send', async () => {
    const { server, start, bought } = await setUp();
    const processes = [start(), start(), start()];

    await Promise.all(processes.map((each) => each.announce(bought())));
    await Promise.all(processes.map((each) => each.sendDue()));
    await processes[0]?.announce(bought());
    await processes[0]?.sendDue();

    expect(server.mails).toHaveLength(1);
  });

  it('is sent twice without the unique key', async () => {
    const { server, start, bought } = await setUp();
    const process = start(server, new MemoryAggregateStore<Mail>([]));

    await process.announce(bought());
    await process.announce(bought());
    await process.sendDue();

    expect(server.mails).toHaveLength(2);
  });

  it('is sent by each instance without the compare-and-set', async () => {
    const { server, start, bought, mails } = await setUp();
    const blind = mails.connect(() => Promise.resolve());
    let turn: Promise<unknown> = Promise.resolve();
    blind.transition = (mail, changes) => {
      const next = turn.then(() => {
        const [current = mail] = mails.all();
        return mails.transition(current, changes);
      });
      turn = next;
      return next;
    };
    const processes = [start(server, blind), start(server, blind)];
    await Promise.all(processes.map((each) => each.sendDue()));

    await processes[0]?.announce(bought());
    await Promise.all(processes.map((each) => each.sendDue()));

    expect(server.mails).toHaveLength(2);
  });

  it('is never sent for an event that is older than the mailer’s first start', async () => {
    const { clock, server, start, bought } = await setUp();
    const past = bought({ occurredAt: new Date(clock.now().getTime() - 1).toISOString() });

    await start().announce(past);
    await start().sendDue();

    expect(server.mails).toEqual([]);
  });

  it('is sent for an event that happened while no instance ran', async () => {
    const { clock, server, start, bought } = await setUp();
    await start().sendDue();
    clock.advance(minute);
    const meanwhile = bought();
    clock.advance(minute);

    const next = start();
    await next.announce(meanwhile);
    await next.sendDue();

    expect(server.mails).toHaveLength(1);
  });

  it.each([
    ['without an id', { eventId: undefined }],
    ['without a date', { occurredAt: undefined }],
    ['without a receiver', { userId: undefined }],
    ['to a user of another issuer', { userId: 'somebody' }],
  ])('is not sent for an event %s', async (_what, overrides) => {
    const { server, start, bought } = await setUp();
    const process = start();

    await process.announce(bought(overrides));
    await process.sendDue();

    expect(server.mails).toEqual([]);
  });

  it('is not recorded by a service that sends no mail', async () => {
    const { mails, start, bought } = await setUp();
    const process = start('none');

    await process.announce(bought());
    await process.sendDue();

    expect(mails.all()).toEqual([]);
  });

  it('is dropped when the account is gone', async () => {
    const { mails, server, start, bought, users } = await setUp();
    const process = start();
    await process.announce(bought());
    const [user] = users.all();
    if (user) await users.transition(user, { deletedAt: new Date() });

    await process.sendDue();

    expect(server.mails).toEqual([]);
    expect(mails.all()).toMatchObject([{ state: 'dropped' }]);
  });
});

describe('the mail of an order that was not paid', () => {
  const expired = { kind: 'order-expired' } as const;

  it('is sent to a proven address', async () => {
    const { server, start, bought, users, clock } = await setUp();
    const process = start();
    const [user] = users.all();
    if (user) await users.transition(user, { emailProvenAt: clock.now() });

    await process.announce(bought(expired));
    await process.sendDue();

    expect(server.mails).toHaveLength(1);
  });

  it("is not sent to an address that may be a stranger's, because its title is a seller's words", async () => {
    const { mails, server, start, bought } = await setUp();
    const process = start();

    await process.announce(bought(expired));
    await process.sendDue();

    expect(server.mails).toEqual([]);
    expect(mails.all()).toMatchObject([{ state: 'dropped' }]);
  });
});

describe('a mail server that does not accept a mail', () => {
  it('is asked again later, and then no more', async () => {
    const { clock, server, start, bought } = await setUp();
    const process = start();
    server.failure = new MailDelayedError('SMTP: ECONNECTION');
    await process.announce(bought());
    await process.sendDue();
    server.failure = undefined;

    await process.sendDue();
    expect(server.mails).toHaveLength(0);
    clock.advance(minute);
    await process.sendDue();
    clock.advance(24 * 60 * minute);
    await process.sendDue();

    expect(server.mails).toHaveLength(1);
  });

  it('is not asked again when it refuses the mail', async () => {
    const { clock, mails, server, start, bought } = await setUp();
    const process = start();
    server.failure = new MailRefusedError('SMTP: EENVELOPE 550');
    await process.announce(bought());
    await process.sendDue();
    server.failure = undefined;
    clock.advance(24 * 60 * minute);
    await process.sendDue();

    expect(server.mails).toEqual([]);
    expect(mails.all()).toMatchObject([{ state: 'dropped' }]);
  });
});

describe('a process that is killed around sending', () => {
  /** The steps at which the mail server has the mail, and the database does not know it. */
  const between = ['send: answer', 'transition'];

  /** Kills the first process at its nth step. Then another one gets the event again, and sends what is due. */
  async function killedAt(nth: number) {
    const { clock, mails, server, start, bought } = await setUp();
    const names: string[] = [];
    let die = (): void => undefined;
    const death = new Promise<void>((resolve) => (die = resolve));
    const step: Step = (name) => {
      names.push(name);
      if (names.length < nth) return Promise.resolve();
      die();
      return new Promise(() => undefined);
    };
    const first = start(
      {
        async send(mail) {
          await step('send');
          await server.send(mail);
          await step('send: answer');
        },
      },
      mails.connect(step),
    );
    const event = bought();
    await Promise.race([first.announce(event).then(() => first.sendDue()), death]);
    const diedAt = names.length >= nth ? names[nth - 1] : undefined;
    const isBetween = server.mails.length === 1 && between.includes(diedAt ?? '');

    const second = start();
    await second.announce(event);
    clock.advance(10 * minute);
    await second.sendDue();
    await second.sendDue();
    return { diedAt, isBetween, sent: server.mails.map(({ messageId }) => messageId) };
  }

  it('sends the mail once, or twice only between the server’s answer and our note', async () => {
    const points: string[] = [];
    for (let nth = 1; ; nth += 1) {
      const { diedAt, isBetween, sent } = await killedAt(nth);
      expect(sent).toHaveLength(isBetween ? 2 : 1);
      expect(new Set(sent).size).toBe(1);
      if (diedAt === undefined) break;
      points.push(diedAt);
    }

    expect(points).toEqual([
      ...['insert', 'insert: answer', 'query', 'transition', 'transition: answer'],
      ...['send', 'send: answer', 'transition', 'transition: answer'],
    ]);
  });
});

describe('the note that a mail was sent', () => {
  it('is written again until the database answers', async () => {
    const { mails, server, start, bought } = await setUp();
    let failures = 0;
    const flaky = mails.connect((name) => {
      if (name === 'transition' && server.mails.length === 1 && failures < 3) {
        failures += 1;
        return Promise.reject(new DependencyError('MongoDB'));
      }
      return Promise.resolve();
    });
    const process = start(server, flaky);
    await process.announce(bought());

    await process.sendDue();

    expect(failures).toBe(3);
    expect(mails.all()).toMatchObject([{ state: 'sent', tries: 1 }]);
    expect(mails.all()[0]).not.toHaveProperty('facts');
  });
});
