import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

import { MailDelayedError, MailRefusedError } from '../../src/domain/mailer';
import { createSmtpMailer } from '../../src/mail/smtp-mailer';

const mail = {
  to: 'ann+tickets@example.com',
  messageId: '<1@shop.test>',
  subject: 'Your ticket: Jazz',
  text: 'You bought “Jazz”.',
  html: '<p>You bought “Jazz”.</p>',
};

interface Received {
  readonly to: readonly string[];
  readonly source: string;
}

/** A mail server that refuses the receiver or the sender with a status, if there is one. */
async function aMailServer(refusal?: number, senderRefusal?: number) {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom(_address, _session, done) {
      const error = Object.assign(new Error('not your domain'), { responseCode: senderRefusal });
      done(senderRefusal === undefined ? null : error);
    },
    onRcptTo(_address, _session, done) {
      const error = Object.assign(new Error('no such user: ann+tickets@example.com'), {
        responseCode: refusal,
      });
      done(refusal === undefined ? null : error);
    },
    onData(stream, session, done) {
      let source = '';
      stream.on('data', (chunk: Buffer) => (source += chunk.toString()));
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  const mailer = createSmtpMailer({
    url: `smtp://127.0.0.1:${port}`,
    from: 'Shop <shop@shop.test>',
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      mailer.close();
      server.close(() => resolve());
    });
  return { mailer, received, close };
}

describe('the mailer', () => {
  it('sends text and HTML with our Message-ID, to one address', async () => {
    const { mailer, received, close } = await aMailServer();

    await mailer.send(mail);
    await close();

    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual([mail.to]);
    expect(received[0]?.source).toMatch(/^Message-ID: <1@shop\.test>\r$/m);
    expect(received[0]?.source).toMatch(/^From: Shop <shop@shop\.test>\r$/m);
    expect(received[0]?.source).toMatch(/text\/plain[\s\S]*text\/html/);
  });

  it.each([
    [550, MailRefusedError, 'SMTP: EENVELOPE 550'],
    [451, MailDelayedError, 'SMTP: EENVELOPE 451'],
  ])('after %s throws an error without the address', async (status, type, message) => {
    const { mailer, close } = await aMailServer(status);

    const error: unknown = await mailer.send(mail).catch((caught: unknown) => caught);
    await close();

    expect(error).toBeInstanceOf(type);
    expect((error as Error).message).toBe(message);
  });

  it('can be asked again after a refused sender, because the setting may be wrong', async () => {
    const { mailer, close } = await aMailServer(undefined, 553);

    await expect(mailer.send(mail)).rejects.toBeInstanceOf(MailDelayedError);
    await close();
  });

  it('can be asked again when the server is unavailable', async () => {
    const { mailer, close } = await aMailServer();
    await close();

    await expect(mailer.send(mail)).rejects.toBeInstanceOf(MailDelayedError);
  });
});
