import { eventually } from '@ticketing-dev/common/testing';
import axios from 'axios';

/** A mail as the mailbox shows it. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly to: readonly { readonly address: string }[];
}

/** Mails are sent by a loop, after the event has arrived. */
const withinMs = 20_000;

/** The mails of the platform that the tests of `test/platform` use. */
export async function mailsTo(address: string): Promise<readonly Mail[]> {
  const { data } = await axios.get<Mail[]>(`${process.env['E2E_MAILBOX_URL'] ?? ''}/email`);
  return data.filter(({ to }) => to.some((each) => each.address === address));
}

/** The mail to an address with this subject, once it is there. */
export const mailTo = (address: string, subject: string): Promise<Mail> =>
  eventually(async () => {
    const mail = (await mailsTo(address)).find((each) => each.subject === subject);
    if (!mail) throw new Error(`there is no mail “${subject}”`);
    return mail;
  }, withinMs);

/** The path of the link in a mail. */
export function linkIn({ text }: Mail): string {
  const { pathname, hash } = new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? '');
  return pathname + hash;
}
