import type { Mailer, OutgoingMail } from '../../src/domain/mailer';

/** A mail server that accepts every mail, unless the test says otherwise. */
export class RecordingMailer implements Mailer {
  readonly mails: OutgoingMail[] = [];
  failure: Error | undefined;

  send(mail: OutgoingMail): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.mails.push(mail);
    return Promise.resolve();
  }

  to(address: string): OutgoingMail[] {
    return this.mails.filter(({ to }) => to === address);
  }

  /** The token of the link in the newest mail to an address. */
  tokenTo(address: string): string {
    const text = this.to(address).at(-1)?.text ?? '';
    return /#(\S+)/.exec(text)?.[1] ?? '';
  }
}
