/** A mail as it is sent. */
export interface OutgoingMail {
  /** The address of its only receiver. */
  readonly to: string;
  /** The same each time the mail is sent, so that a mail server can recognise it. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The port to a mail server. */
export interface Mailer {
  /**
   * Resolves when the mail server has accepted the mail.
   *
   * @throws MailRefusedError if the server will never accept it
   * @throws MailDelayedError if another try may succeed
   */
  send(mail: OutgoingMail): Promise<void>;
}

/** A mail was not sent. The message never has an address, because it is logged. */
export class MailDelayedError extends Error {
  override readonly name: string = 'MailDelayedError';
}

/** The mail server refuses this mail, so another try is of no use. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}
