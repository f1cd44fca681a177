import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '@ticketing-dev/local';

import { linkIn, mailsTo, mailTo } from '../../kit/mailbox';
import { aTicketOnSale, pay, placeOrder } from '../../kit/market';
import { aMember, anEmail, expectStatus, password, Person } from '../../kit/person';
import { theShop } from '../../kit/shop';
import { useBrowser } from '../support/use';
import { raw } from '../support/raw';

describe('a person with a browser and a mailbox', () => {
  const visit = useBrowser();

  it('chooses a new password by a link, which works once', async () => {
    const visitor = await visit();
    const { page } = visitor;
    const email = await visitor.signUp();
    await visitor.signOut();
    await visitor.open('Sign in');
    await visitor.main.getByRole('link', { name: 'Forgot password?' }).click();
    await visitor.seesHeading('Forgot your password?');
    await visitor.keepPicture('forgot-password');
    await visitor.send('Send me a link', { Email: email });
    await visitor.sees(/a mail with a link is on its way/);
    const link = linkIn(await mailTo(email, 'Choose a new password'));

    await page.goto(link);
    await visitor.keepPicture('new-password');
    await visitor.send('Change the password', { 'New password': 'another good password' });
    await visitor.sees(/Your password is changed/);
    await visitor.main.getByRole('link', { name: 'Sign in' }).click();
    await visitor.send('Sign in', { Email: email, Password: 'another good password' });
    await visitor.isSignedInAs(email);

    await page.goto('/');
    await page.goto(link);
    await visitor.send('Change the password', { 'New password': 'one more good password' });
    await visitor.sees(/This link is not valid any more/);
    await visitor.keepPicture('link-used');
  });

  it('confirms the address by a link', async () => {
    const visitor = await visit();
    const email = await visitor.signUp();
    await visitor.openAccountMenu();
    await visitor.isSignedInAs(email);
    await visitor.menu.getByRole('link', { name: 'Account settings' }).click();
    await visitor.seesHeading('Your account');
    await visitor.keepPicture('account');
    await visitor.click('Send me a link');
    await visitor.sees(/A mail with a link is on its way/);

    await visitor.page.goto(linkIn(await mailTo(email, 'Confirm your e-mail address')));
    await visitor.click('Confirm this address');
    await visitor.sees('Your address is confirmed.');

    await visitor.comesToSee('/account', 'Your address is confirmed.');
  });

  it('learns why to sign in, and has the hold after it', async () => {
    const visitor = await visit();
    const { page } = visitor;
    const email = anEmail();
    await new Person().call('POST', '/api/users/signup', { email, password });
    const ticket = await aTicketOnSale({ title: 'Jazz at the Harbour', price: 27.5 });
    const alerts: string[] = [];
    await page.exposeFunction('sawAlert', (text: string) => alerts.push(text));
    await page.addInitScript({
      content: `new MutationObserver(() => {
        const text = document.querySelector('main [role=alert]')?.textContent;
        if (text) sawAlert(text);
      }).observe(document, { childList: true, subtree: true });`,
    });
    await page.goto(`/tickets/${ticket.id}`);

    await visitor.click('Buy for $27.50');
    await visitor.sees(/Sign in to buy “Jazz at the Harbour”, \$27\.50/);
    await visitor.keepPicture('sign-in-to-buy');
    await visitor.send('Sign in', { Email: email, Password: password });

    await page.waitForURL(/\/orders\/[0-9a-f]{24}$/);
    expect(alerts).toEqual([]);
  });

  it('is led on from the sign-in pages when signed in already', async () => {
    const { person } = await aMember();
    const headers = { Cookie: person.sessionCookie() };

    for (const page of ['signin', 'signup']) {
      const answer = await raw(`/auth/${page}?next=/orders`, { headers });
      expect([answer.status, answer.headers.location]).toEqual([307, '/orders']);
    }
  });

  it('sees the own data saved, and deletes the account for good', async () => {
    const visitor = await visit();
    const email = await visitor.signUp();
    await visitor.page.goto('/account');
    const download = visitor.page.waitForEvent('download');
    await visitor.click('Save my data');
    expect((await download).suggestedFilename()).toBe('ticketing-data.json');
    await visitor.click('Delete my account');
    const dialog = visitor.page.getByRole('dialog');
    await dialog.getByLabel('Password').and(dialog.locator('input')).fill(password);
    await visitor.keepPicture('delete-account');
    await dialog.getByRole('button', { name: 'Yes, delete it' }).click();
    await visitor.menu.getByRole('link', { name: 'Sign in' }).waitFor();

    const again = await new Person().call('POST', '/api/users/signin', { email, password });

    expect(again.status).toBe(400);
    expectStatus(await new Person().call('POST', '/api/users/signup', { email, password }), 201);
  });
});

describe('a sale', () => {
  it('is mailed to the buyer, with a link to the ticket, and to the seller, once', async () => {
    const [buyer, seller] = [await aMember(), await aMember()];
    const ticket = await aTicketOnSale({ seller, title: 'Museum night', price: 12.5 });
    const order = await placeOrder(buyer, ticket);
    expectStatus(await pay(buyer, order, 'tok_visa'), 201);

    const bought = await mailTo(buyer.email, 'Your ticket: Museum night');
    const sold = await mailTo(seller.email, 'Sold: Museum night');

    expect(linkIn(bought)).toBe(`/orders/${order.id}`);
    expect(linkIn(sold)).toBe(`/tickets/${ticket.id}`);
    expect(await mailsTo(buyer.email)).toHaveLength(1);
  });
});

describe('the sign-in form without scripts', () => {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = (await findBrowser()) ?? '';
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  it('signs in, and says what is wrong before', async () => {
    const { email } = await aMember();
    const context = await browser.newContext({ baseURL: theShop.url, javaScriptEnabled: false });
    const page = await context.newPage();
    const enter = async (text: string): Promise<void> => {
      await page.getByLabel('Email').fill(email);
      await page.locator('input[name=password]').fill(text);
      await page.locator('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await page.goto('/auth/signin?next=/docs/api');

    await enter('not the password');
    await page.getByRole('alert').filter({ hasText: 'password is wrong' }).waitFor();
    expect(page.url()).not.toContain(email);
    await enter(password);

    await page.waitForURL('**/docs/api');
    const answer = await context.request.get('/api/users/currentuser');
    expect(await answer.json()).toMatchObject({ currentUser: { email } });
    await context.close();
  });

  it('refuses a form of another site', async () => {
    const headers = { Origin: 'https://evil.example', 'Content-Length': '0' };
    const answer = await raw('/auth/signin/submit', { method: 'POST', headers });

    expect(answer.status).toBe(403);
  });
});
