import { createTransport } from 'nodemailer';

import { MailDelayedError, type Mailer, MailRefusedError } from '../domain/mailer';

/** Together they are much shorter than the lease of a mail, and than the time of a shutdown. */
const timeouts = {
  dnsTimeout: 5_000,
  connectionTimeout: 5_000,
  greetingTimeout: 5_000,
  socketTimeout: 10_000,
} as const;

/** The settings of {@link createSmtpMailer}. */
export interface SmtpConfig {
  /** `smtp://…` or `smtps://…`, with the user and the password. */
  readonly url: string;
  /** The sender's address. */
  readonly from: string;
}

/** Implements the port with nodemailer. */
export function createSmtpMailer({ url, from }: SmtpConfig): Mailer & { close(): void } {
  const transport = createTransport({
    url,
    pool: true,
    // The pool would send a mail again that the server may have accepted.
    maxRequeues: 0,
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, ...mail }) {
      try {
        // As an object, so that the address is never parsed as a list.
        await transport.sendMail({ ...mail, from, to: { name: '', address: to } });
      } catch (error) {
        throw meaningOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Keeps only codes, because the server's own words may contain the address. */
function meaningOf(error: unknown): Error {
  const {
    code = '',
    responseCode = 0,
    command,
  } = error as {
    readonly code?: string;
    readonly command?: string;
    readonly responseCode?: number;
  };
  const message = `SMTP: ${code || 'no answer'}${responseCode ? ` ${responseCode}` : ''}`;
  // A 5xx to the receiver or to the content is about this mail. Others are about us, such as EAUTH, or one to our address.
  const isAboutReceiver = code === 'EENVELOPE' && command === 'RCPT TO';
  const isRefused = responseCode >= 500 && (isAboutReceiver || code === 'EMESSAGE');
  return isRefused ? new MailRefusedError(message) : new MailDelayedError(message);
}
