import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Browser, Page } from 'playwright-core';

import { sell, signIn, signOut, signUp } from '../../kit/browser/pages';
import { aVisitor, keepPicture, openBrowser, sees, taken } from '../../kit/browser/visitor';
import { aTicketOnSale } from '../../kit/market';
import { anEmail, password, Person } from '../../kit/person';
import { theShop } from '../../kit/shop';

/** Each has led or could lead to another site. */
const elsewhere = [
  '/.//evil.example/x',
  '/a/..//evil.example/x',
  '/%2e//evil.example/x',
  '/%2e%2e//evil.example/x',
  '/.%2F/evil.example/x',
  '/./\\evil.example/x',
  '//evil.example/x',
  '///evil.example/x',
  '/\\evil.example/x',
  '/%09/evil.example/x',
  '/\t/evil.example/x',
  'https://evil.example/x',
  'https:evil.example/x',
  'javascript:location="https://evil.example"',
];

describe('links from elsewhere in a browser', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    page = await aVisitor(browser);
  });
  afterEach(() => page.context().close());

  const send = async (path: string, button: string, email: string): Promise<void> => {
    await page.goto(path);
    const form = await taken(page.locator('main form'));
    await form.getByLabel('Email').fill(email);
    await form.getByRole('textbox', { name: 'Password' }).fill(password);
    await form.getByRole('button', { name: button }).click();
    await sees(page, email);
  };

  it('cannot lead people elsewhere when they sign in or up', async () => {
    const email = anEmail();
    await new Person().call('POST', '/api/users/signup', { email, password });
    const left: string[] = [];
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname.endsWith('evil.example')) left.push(request.url());
    });

    for (const next of elsewhere) {
      await send(`/auth/signin?next=${encodeURIComponent(next)}`, 'Sign in', email);
      await page.context().clearCookies();
    }
    await send(
      `/auth/signup?next=${encodeURIComponent('/.//evil.example/x')}`,
      'Sign up',
      anEmail(),
    );

    expect(left).toEqual([]);
    expect(new URL(page.url()).origin).toBe(new URL(theShop.url).origin);
  }, 180_000);

  it('do not sign out: the page asks', async () => {
    const email = await signUp(page);
    const signOutUrl = new URL('/auth/signout', theShop.url);
    const site = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<a href="${signOutUrl.href}">Win a ticket</a>`);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    // The shop is at localhost: by its number, the same machine is another site.
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);

    await page.getByRole('link', { name: 'Win a ticket' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign out?' }).waitFor();
    await keepPicture(page, 'sign-out-asks');

    await sees(page, email);
    const main = page.getByRole('main');
    await (await taken(main.getByRole('button', { name: 'Sign out' }))).click();
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Sign in' })
      .waitFor();
    site.close();
    site.closeAllConnections();
  });

  it('find what was typed into Sell again, when the session ended meanwhile', async () => {
    const email = await signUp(page);
    await page.goto('/tickets/new');
    const form = await taken(page.locator('main form'));
    await form.getByLabel('Title').fill('Jazz at the Harbour');
    await form.getByLabel('Price').fill('19.99');
    await page.context().clearCookies();
    await form.getByRole('button', { name: 'Put on sale' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();

    const signInForm = await taken(page.locator('main form'));
    await signInForm.getByLabel('Email').fill(email);
    await signInForm.getByRole('textbox', { name: 'Password' }).fill(password);
    await signInForm.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sell a ticket' }).waitFor();

    await eventuallyHas(page, 'Title', 'Jazz at the Harbour');
    await eventuallyHas(page, 'Price', '19.99');
  });

  it('tell a buyer that the price changed between the page and the click', async () => {
    const seller = await aVisitor(browser);
    await signUp(seller);
    const path = await sell(seller, 'Opera, box 7', '10');
    await signUp(page);
    await page.goto(path);
    await taken(page.getByRole('button', { name: 'Buy for $10.00' }));
    await raise(seller, path, '100');

    await page.getByRole('button', { name: 'Buy for $10.00' }).click();

    await page.getByText('The price has changed').waitFor();
    await keepPicture(page, 'price-has-changed');
    await sees(page, /You saw \$10\.00.*\$100\.00 now/);
    await seller.context().close();
  });

  it('show an order to nobody else who signs in in the same browser', async () => {
    await signUp(page);
    await page.goto(`/tickets/${(await aTicketOnSale({ price: 19.99 })).id}`);
    await (await taken(page.getByRole('button', { name: /^Buy for/ }))).click();
    await page.waitForURL(/\/orders\/[0-9a-f]{24}$/);
    await taken(page.locator('main form'));
    // By the browser's own cookies, as from another tab, and before the page looks at the order again.
    const other = anEmail();
    const credentials = { email: other, password };
    await page.context().request.post('/api/users/signup', { data: credentials });

    await page.getByRole('main').getByRole('button', { name: /^Pay / }).click();

    await sees(page, `You are signed in as ${other}`);
    await page.getByRole('heading', { level: 1, name: 'You have no such order' }).waitFor();
    await keepPicture(page, 'order-of-another-account');
    await signOut(page);
    await signIn(page, other);
  });
});

async function raise(seller: Page, path: string, price: string): Promise<void> {
  await seller.goto(path);
  const form = await taken(seller.locator('main form'));
  await form.getByLabel('Price').fill(price);
  await form.getByRole('button', { name: 'Save changes' }).click();
  await sees(seller, `$${price}.00`);
}

async function eventuallyHas(page: Page, label: string, value: string): Promise<void> {
  await page
    .getByLabel(label)
    .and(page.locator(`[value="${value}"]`))
    .waitFor();
}
