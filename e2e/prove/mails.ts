import { wholeNumber } from '../kit/arguments';
import { type MailServer, mailsAgain, startMailServer } from '../kit/mail-server';
import { anEmail, idOf } from '../kit/person';
import { Findings } from './checks';
import { proveCommand, runProve } from './command';
import { answered, onPlatform, type Platform, until } from './platform';

/** Every await between the event and the note that its mail was sent. */
const points = ['mail insert', 'mail claim transition', 'mail server send', 'mail note transition']
  .flatMap((step) => [`${step}, before`, `${step}, after`])
  .map((step) => `auth: ${step}`);
/** The mail server has the mail, and the note that it was sent is not written: the rule allows a second mail. */
const maySendAgain = ['auth: mail server send, after', 'auth: mail note transition, before'];
const withinMs = 60_000;
const shownEvery = 20;

async function proveMails(platform: Platform, server: MailServer, kills: number) {
  const { received } = server;
  const findings = new Findings(platform.history);
  const buyer = platform.visitor('buyer');
  await answered(() => buyer.signUp(anEmail()));
  // The seller has no account, so that each sale has one mail, and each kill meets one mail.
  const buy = async (): Promise<void> => {
    const ticketId = await platform.ticket();
    const order = async () => idOf(await buyer.order(ticketId));
    const orderId = await until('an order', order, withinMs);
    const isPaid = async () => (await buyer.pay(orderId)).outcome === 'ok' || undefined;
    await until('a payment', isPaid, withinMs);
  };

  let allowed = 0;
  let again = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const point = points[kill % points.length] ?? '';
    platform.forget('hit');
    platform.tell('armed', point);
    await buy();
    await until(`${point} is hit`, () => platform.read('hit') !== undefined, withinMs);
    if (maySendAgain.includes(point)) allowed += 1;
    const isSent = async () => {
      const mails = await platform.reader.mails();
      return mails.length === kill && mails.every(({ state }) => state === 'sent');
    };
    await until(`the mail after the kill at “${point}” is sent`, isSent, withinMs);
    again = mailsAgain(server);
    if (received.size !== kill) {
      findings.say('Mails', `${received.size} different mails came of ${kill}: ${point}`);
    }
    if (again > allowed) {
      findings.say('Mails', `${again} mails came again, of at most ${allowed}: ${point}`);
    }
    if (kill % shownEvery === 0) console.log(`${kill} kills, ${again} mails came again`);
  }
  console.log(
    `${received.size} mails of ${kills}; ${again} came again, where ${allowed} kills allow it`,
  );
  return findings.print();
}

const program = proveCommand(
  'prove:mails',
  `Kills auth so many times while it sends mail: at each await between the event and the note that its mail was sent, in
turn. Each event must be mailed once, or twice if the kill came between the mail server's answer and the note.`,
).argument('[kills]', 'how many times auth is killed', wholeNumber(), 200);

runProve(program, async (where, _options, kills) => {
  const server = await startMailServer();
  try {
    return await onPlatform({ ...where, smtpUrl: server.url }, (platform) =>
      proveMails(platform, server, kills),
    );
  } finally {
    await server.close();
  }
});
