import { createHash } from 'node:crypto';

import {
  type AggregateStore,
  type Changes,
  type Clock,
  createLoop,
  DependencyError,
  DuplicateKeyError,
  type Id,
  languages,
  type Logger,
  type Loop,
  toId,
  UnavailableError,
  VersionConflictError,
} from '@ticketing-dev/common';

import { findById } from './find-user';
import type { Links } from './links';
import type { Mail, MailFacts, MailKind, MailStart } from './mail';
import { mailText } from './mail-texts';
import { type Mailer, MailRefusedError } from './mailer';
import type { User } from './user';

/** The dependencies of the rules of mails. */
export interface MailsDeps {
  readonly mails: AggregateStore<Mail>;
  readonly starts: AggregateStore<MailStart>;
  readonly users: Pick<AggregateStore<User>, 'find' | 'query'>;
  readonly links: Pick<Links, 'tokenOf'>;
  /** Undefined if this shop sends no mail. */
  readonly mailer: Mailer | undefined;
  /** The address of the shop, for links. */
  readonly publicUrl: string;
  readonly now: Clock;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly logger: Logger;
}

/** A mail that an event causes. */
export interface EventMail {
  /** Absent if another publisher sent the event. Such an event causes no mail. */
  readonly eventId: string | undefined;
  readonly occurredAt: string | undefined;
  readonly kind: MailKind;
  /** The receiver. Absent in events of older builds. */
  readonly userId: string | undefined;
  readonly facts: MailFacts;
}

/** How long one instance has to send a mail. Longer than the time-outs of the mailer together. */
const leaseMs = 5 * 60_000;
const firstRetryMs = 30_000;
const longestRetryMs = 60 * 60_000;
/** Together with the pauses, about nine hours. */
const mostTries = 16;
/** How many mails are sent concurrently. */
const pageSize = 5;
const loopMs = 2_000;
const noteRetryMs = 1_000;

export type Mails = ReturnType<typeof createMails>;

/**
 * Sends each mail once. A record is written first, and a loop sends it. A mail is sent twice only if the process dies
 * between the mail server's answer and the note that the mail was sent: see docs/adr/0028.
 */
export function createMails({ mails, starts, users, links, mailer, ...deps }: MailsDeps) {
  const { now, wait, logger } = deps;
  const shop = deps.publicUrl.replace(/\/+$/, '');
  const host = new URL(shop).hostname;
  const startedAt = now();
  let firstStart: Promise<Date> | undefined;

  const recordStart = async (): Promise<Date> => {
    const start = { id: starts.nextId(), version: 0, key: 'first', at: startedAt };
    try {
      await starts.insert(start);
      return startedAt;
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      const [first] = await starts.query({
        where: { key: 'first' },
        order: 'oldest first',
        limit: 1,
      });
      return first?.at ?? startedAt;
    }
  };

  /** When this shop was first able to send mail. Nothing that happened before is mailed. */
  const start = async (): Promise<Date> => {
    firstStart ??= recordStart();
    try {
      return await firstStart;
    } catch (error) {
      firstStart = undefined;
      throw error;
    }
  };

  /** Writes the record of a mail. If there is one already, nothing changes. */
  const record = async (about: string, kind: MailKind, userId: Id, facts: MailFacts) => {
    try {
      await mails.insert({
        id: mails.nextId(),
        version: 0,
        key: `${about} ${kind}`,
        kind,
        userId,
        facts,
        state: 'waiting',
        tries: 0,
        dueAt: now(),
      });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    loop.kick();
  };

  /** Repeats a write until the database has answered. Nothing but this instance may change a claimed mail. */
  const note = async (mail: Mail, changes: Changes<Mail>): Promise<void> => {
    for (;;) {
      try {
        await mails.transition(mail, changes);
        return;
      } catch (error) {
        // An earlier try was written although its answer was lost.
        if (error instanceof VersionConflictError) return;
        if (!(error instanceof DependencyError)) throw error;
        logger.warn({ mail: mail.id }, 'the state of a mail cannot be written yet');
        await wait(noteRetryMs);
      }
    }
  };

  /** @returns undefined if another instance sends the mail */
  const claim = async (mail: Mail): Promise<Mail | undefined> => {
    const changes = { tries: mail.tries + 1, dueAt: new Date(now().getTime() + leaseMs) };
    try {
      return await mails.transition(mail, changes, undefined, { passed: 'dueAt' });
    } catch (error) {
      if (error instanceof VersionConflictError) return undefined;
      throw error;
    }
  };

  const end = (mail: Mail, state: 'sent' | 'dropped'): Promise<void> =>
    note(mail, { state, facts: undefined, ...(state === 'sent' && { sentAt: now() }) });

  const retryOrDrop = async (mail: Mail, error: unknown): Promise<void> => {
    const { id, kind, tries } = mail;
    // The reason has no address: see MailDelayedError.
    const about = { mail: id, kind, tries, reason: error instanceof Error ? error.message : '' };
    if (error instanceof MailRefusedError || tries >= mostTries) {
      logger.error(about, 'a mail was not sent, and is not tried again');
      await end(mail, 'dropped');
      return;
    }
    logger.warn(about, 'a mail was not sent, and is tried again');
    const pauseMs = Math.min(firstRetryMs * 2 ** (tries - 1), longestRetryMs);
    await note(mail, { dueAt: new Date(now().getTime() + pauseMs) });
  };

  /** The mail's words and receiver; undefined if its account or its link is gone, or its address may be a stranger's. */
  const compose = async ({ key, kind, userId, facts = {} }: Mail) => {
    const user = await findById(users, userId);
    if (!user) return undefined;
    // An order costs nothing, and its title is a seller's words: the shop must not mail them to a stranger's address.
    if (kind === 'order-expired' && !user.emailProvenAt) return undefined;
    const token = facts.linkId === undefined ? undefined : links.tokenOf(user, facts.linkId);
    if (facts.linkId !== undefined && token === undefined) return undefined;
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return {
      to: user.email,
      messageId: `<${name}@${host}>`,
      ...mailText(kind, { ...facts, token, shop }, user.language ?? languages[0]),
    };
  };

  /** @returns false if another instance sends the mail */
  const send = async (waiting: Mail, to: Mailer): Promise<boolean> => {
    const mail = await claim(waiting);
    if (!mail) return false;
    const composed = await compose(mail);
    if (!composed) {
      await end(mail, 'dropped');
      return true;
    }
    try {
      await to.send(composed);
    } catch (error) {
      await retryOrDrop(mail, error);
      return true;
    }
    await end(mail, 'sent');
    logger.info({ mail: mail.id, kind: mail.kind }, 'sent a mail');
    return true;
  };

  const sendDue = async (): Promise<void> => {
    if (!mailer) return;
    await start();
    for (;;) {
      const due = await mails.query({
        where: { state: 'waiting' },
        atMost: { dueAt: now() },
        order: 'oldest first',
        limit: pageSize,
      });
      // All are awaited, also if one fails: the end of the process waits for this turn.
      const results = await Promise.allSettled(due.map((mail) => send(mail, mailer)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      const isProgress = results.some((each) => each.status === 'fulfilled' && each.value);
      if (due.length < pageSize || !isProgress) return;
    }
  };

  const loop: Loop = createLoop('mail', loopMs, sendDue, logger);

  return {
    /** @throws UnavailableError if this shop sends no mail */
    assertOn(): void {
      if (!mailer) throw new UnavailableError('This shop sends no mail');
    },

    /** Records the mail of an event, unless the event is older than the mailer. */
    async announce({ eventId, occurredAt, kind, userId, facts }: EventMail): Promise<void> {
      const id = toId(userId);
      if (!mailer || eventId === undefined || occurredAt === undefined || !id) return;
      if (new Date(occurredAt) < (await start())) return;
      await record(eventId, kind, id, facts);
    },

    /** Records the mail of a one-time link. */
    sendLink: (userId: Id, kind: MailKind, linkId: string): Promise<void> =>
      record(`link/${linkId}`, kind, userId, { linkId }),

    /** The mails to a user, newest first. */
    listFor: (userId: Id, limit: number): Promise<readonly Mail[]> =>
      mails.query({ where: { userId }, order: 'newest first', limit }),

    sendDue,
    loop,
  };
}

/** For a service that sends no mail. */
export const noMails: Pick<Mails, 'announce'> = { announce: () => Promise.resolve() };
