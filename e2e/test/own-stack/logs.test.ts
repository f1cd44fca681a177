import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { NewDoorBody, PassBody } from '@ticketing-dev/common/contracts';
import { eventually } from '@ticketing-dev/common/testing';
import axios from 'axios';

import { linkIn, type Mail } from '../../kit/mailbox';
import { aTicketOnSale, ended, order, pay, placeOrder } from '../../kit/market';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aMember, bodyOf, expectStatus, password } from '../../kit/person';

const withinMs = 30_000;
const title = 'Planted title of a recital';
const publicName = 'Planted Ann';
const doorName = 'Planted gate';
const cardNumber = '4000056655665556';
const wrongPassword = 'planted wrong words';
const newPassword = 'planted new words';
const token = 'tok_visa';

/** The log files of all processes that have this text. */
function logsWith(text: string, stack: OwnStack): string[] {
  const folder = path.dirname(stack.logFile('auth'));
  return readdirSync(folder).filter((file) =>
    [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)].some((spelling) =>
      readFileSync(path.join(folder, file), 'utf8').includes(spelling),
    ),
  );
}

describe('the logs of a purchase', () => {
  let stack: OwnStack;
  beforeAll(async () => {
    stack = await anOwnStack({ client: false, mailbox: true });
  });
  afterAll(() => stack.end());

  const mailTo = (address: string, about: RegExp): Promise<Mail> =>
    eventually(async () => {
      const { data } = await axios.get<Mail[]>(`${stack.addresses.mailbox?.page}/email`);
      const found = data.find(
        ({ to, text }) => to.some((each) => each.address === address) && about.test(text),
      );
      if (!found) throw new Error(`no mail of ${String(about)}`);
      return found;
    }, withinMs);

  /** A sale from the first sign-up to the refund, with what a person may type in between. */
  async function plantEverything() {
    const [seller, buyer] = [await aMember(stack), await aMember(stack)];
    const { person } = buyer;
    const ticket = await aTicketOnSale({ seller, title });
    expectStatus(await person.call('PUT', '/api/users/account', { name: publicName }), 200);
    const wrong = { email: buyer.email, password: wrongPassword };
    expectStatus(await person.call('POST', '/api/users/signin', wrong), 400);
    const placed = await placeOrder(buyer, ticket);
    expectStatus(await order(seller, ticket.id), 400);
    expect((await pay(buyer, placed, 'tok_chargeDeclined')).status).toBe(400);
    expect((await pay(buyer, placed, cardNumber)).status).toBe(400);
    expectStatus(await pay(buyer, placed, token), 201);
    await ended(buyer, placed);

    const { code = '', typedCode = '' } = await eventually(async () => {
      const pass = bodyOf<PassBody>(await person.pass(placed.id));
      if (!pass) throw new Error('no pass yet');
      return pass;
    }, withinMs);
    const door = bodyOf<NewDoorBody>(await seller.person.openDoor(ticket.id, doorName));
    const doorToken = door?.token ?? '';
    await person.showCode(doorToken, randomUUID(), 'ZZZZ-ZZZZ-ZZZZ', 'shows a wrong code');
    await person.showCode(doorToken, randomUUID(), typedCode);
    await person.showCode(doorToken, randomUUID(), code);

    const session = person.sessionCookie();
    const { email } = buyer;
    expectStatus(await person.call('POST', '/api/users/password-reset', { email }), 202);
    const resetLink = linkIn(await mailTo(email, /reset/i));
    const resetToken = resetLink.slice(resetLink.indexOf('#') + 1);
    const reset = { token: resetToken.replace(/^token=/, ''), newPassword };
    await person.call('POST', '/api/users/password-reset/confirm', reset);
    await person.look(`/api/tickets?q=${encodeURIComponent(title)}`);
    await person.look(`/api/users/account?email=${encodeURIComponent(email)}`);
    return {
      placed,
      planted: {
        'e-mail address of the buyer': email,
        'e-mail address of the seller': seller.email,
        password,
        'wrong password': wrongPassword,
        'new password': newPassword,
        'public name': publicName,
        title,
        'name of the door': doorName,
        'card number': cardNumber,
        'Stripe token': token,
        'code of the pass': code,
        'code to type': typedCode,
        'link of the door': doorToken,
        'session cookie': session.slice('session='.length),
        'reset link': resetToken,
      },
    };
  }

  it('name each request and each change, and have no personal data and no secret', async () => {
    const { placed, planted } = await plantEverything();

    expect(Object.entries(planted).filter(([, value]) => value.length < 8)).toEqual([]);
    const found = Object.entries(planted).map(([what, value]) => [what, logsWith(value, stack)]);
    expect(found.filter(([, files]) => files?.length !== 0)).toEqual([]);

    const named = logsWith(placed.id, stack);
    for (const service of ['orders', 'payments', 'tickets']) {
      expect(named).toContain(`${service}.log`);
    }
    const payments = readFileSync(stack.logFile('payments'), 'utf8');
    expect(payments).toContain('payment captured');
    expect(payments).toContain('"route":"/api/payments"');
  });

  it('would show a value that a service logs', () => {
    const line = JSON.stringify({ level: 'info', msg: 'signed in', email: 'planted@example.com' });
    appendFileSync(stack.logFile('auth'), `${line}\n`);

    expect(logsWith('planted@example.com', stack)).toEqual(['auth.log']);
  });
});
