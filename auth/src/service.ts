import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import {
  createEndedSessions,
  createLease,
  createLimits,
  createSessions,
  deriveKey,
  keyedHash,
  type Platform,
  type Service,
} from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { type Config, readConfig } from './config';
import { createAccounts } from './domain/accounts';
import { createCommonPasswords, noneIsTooCommon } from './domain/common-passwords';
import { normalizeEmail } from './domain/email';
import { createLinks } from './domain/links';
import { createMails } from './domain/mails';
import { createProfile } from './domain/profile';
import { createRecovery } from './domain/recovery';
import { createUserSessions } from './domain/user-sessions';
import { listeners } from './events/listeners';
import { signInLimits } from './limits';
import { createSmtpMailer } from './mail/smtp-mailer';
import { createAuthMetrics } from './metrics';
import { mailStartStore, mailStore } from './models/mail';
import { userStore } from './models/user';
import { check } from './operators/check';
import { findUserId } from './operators/find-user-id';
import { timeline } from './operators/timeline';
import { createArgon2Passwords } from './passwords/argon2-passwords';
import { createTurns } from './passwords/turns';
import { createDevices } from './routes/devices';

const sidBytes = 16;

const portsOn = (database: Database, { smtpUrl, mailFrom }: Config['mail']) => ({
  mails: mailStore(database),
  /** Undefined if no mail is sent. */
  mailer: smtpUrl === undefined ? undefined : createSmtpMailer({ url: smtpUrl, from: mailFrom }),
});
type Ports = ReturnType<typeof portsOn>;

/**
 * Connects the parts of auth.
 *
 * @param wrap wraps the ports; `npm run prove:mails` uses it to crash at them
 */
export const authService = (wrap: (ports: Ports) => Ports = (ports) => ports) => ({
  name: 'auth',
  readConfig,
  build(config: Config, { logger, now }: Platform<Config>): Service {
    const { mongoUri, jwtKey, jwtKeyPrevious, secureCookies, limits: limitsConfig } = config;
    const { areOff, passwordQueueSeconds } = limitsConfig;
    const database = new Database(mongoUri, { logger, now });
    const history = database.history();
    const users = userStore(database);
    const ended = createEndedSessions({ store: database.endedSessions(), now, logger });
    const lease = createLease({ rows: database.leaseRows(), logger });
    const newSid = (): string => randomBytes(sidBytes).toString('base64url');
    const userSessions = createUserSessions({ users, ended, now, newSid, logger });
    const counting = createLimits({ rows: database.limitRows(), logger, areOff });
    const limits = signInLimits(counting, limitsConfig);
    const logKey = deriveKey(jwtKey, 'security log');
    const passwords = createArgon2Passwords();
    const turns = createTurns({
      longestWaitMs: areOff ? Infinity : passwordQueueSeconds * 1000,
      onRefused: () => counting.reached.inc({ limit: 'passwords that wait' }),
    });
    const links = createLinks({ now, newId: newSid, secretsOf: linkSecrets(config) });
    const ports = wrap(portsOn(database, config.mail));
    if (!ports.mailer) logger.info('SMTP_URL is not set, so no mail is sent');
    const mails = createMails({
      ...ports,
      starts: mailStartStore(database),
      users,
      links,
      publicUrl: config.mail.publicUrl,
      now,
      wait,
      logger,
    });
    const metrics = createAuthMetrics(ports);
    const sessions = userSessions;
    const accounts = createAccounts({ users, passwords, turns, limits, sessions, now });
    return {
      app: createApp({
        accounts,
        recovery: createRecovery({
          users,
          passwords,
          turns,
          limits,
          sessions,
          links,
          mails,
          now,
          wait,
        }),
        profile: createProfile({ users, sessions, mails }),
        userSessions,
        sessions: createSessions(jwtKey, { previousKey: jwtKeyPrevious, ended }),
        devices: createDevices(jwtKey, ...(jwtKeyPrevious === undefined ? [] : [jwtKeyPrevious])),
        limits,
        isTooCommon: config.refuseCommonPasswords ? createCommonPasswords() : noneIsTooCommon,
        hashEmail: (email) => keyedHash(logKey, normalizeEmail(email)),
        countSignIn: metrics.countSignIn,
        logger,
        secureCookies,
      }),
      dependency: database,
      history,
      backup: database.backup(['MailStart']),
      check: check(ports.mails, now),
      timeline: timeline({ users, mails: ports.mails, history }),
      operatorRoutes: findUserId(users),
      listeners: listeners(mails, ended),
      parking: database.parking(),
      outboxes: [users],
      lease,
      endedSessions: ended,
      loops: [counting.sweep, mails.loop],
      metrics: [...metrics.all, counting.reached],
    };
  },
});

/** Makes the secrets of one-time links, by the current and by the previous key. */
function linkSecrets({ jwtKey, jwtKeyPrevious }: Config) {
  const secretBy = (key: string) => {
    const derived = deriveKey(key, 'one-time link');
    return (linkId: string): string =>
      createHmac('sha256', derived).update(linkId).digest('base64url');
  };
  const current = secretBy(jwtKey);
  const previous = jwtKeyPrevious === undefined ? [] : [secretBy(jwtKeyPrevious)];
  return (linkId: string): [string, ...string[]] => [
    current(linkId),
    ...previous.map((each) => each(linkId)),
  ];
}
