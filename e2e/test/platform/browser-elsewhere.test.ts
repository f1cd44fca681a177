import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Visitor } from '../../kit/browser/visitor';
import { aTicketOnSale } from '../../kit/market';
import { anEmail, password, Person } from '../../kit/person';
import { theShop } from '../../kit/shop';
import { useBrowser } from '../support/use';

/** Paths and addresses that a browser could resolve to another site. */
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

describe('a link, a second account or another tab, in a browser,', () => {
  const visit = useBrowser();
  let visitor: Visitor;

  beforeEach(async () => {
    visitor = await visit();
  });
  afterEach(() => visitor.leave());

  it('cannot lead to another site after signing in or up', async () => {
    const { page } = visitor;
    const email = anEmail();
    await new Person().call('POST', '/api/users/signup', { email, password });
    const left: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).hostname.endsWith('evil.example')) left.push(request.url());
    });
    const enter = async (button: string, path: string, Email: string): Promise<void> => {
      await page.goto(path);
      await visitor.send(button, { Email, Password: password });
      await visitor.isSignedInAs(Email);
    };

    for (const next of elsewhere.map(encodeURIComponent)) {
      await enter('Sign in', `/auth/signin?next=${next}`, email);
      await page.context().clearCookies();
    }
    await enter(
      'Sign up',
      `/auth/signup?next=${encodeURIComponent(elsewhere[0] ?? '')}`,
      anEmail(),
    );

    expect(left).toEqual([]);
    expect(new URL(page.url()).origin).toBe(new URL(theShop.url).origin);
  }, 180_000);

  it('does not sign out: the page asks', async () => {
    const { page } = visitor;
    const email = await visitor.signUp();
    const signOutUrl = new URL('/auth/signout', theShop.url).href;
    const site = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<a href="${signOutUrl}">Win a ticket</a>`);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    // The shop is at localhost. 127.0.0.1 is another site for the browser.
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);

    await page.getByRole('link', { name: 'Win a ticket' }).click();
    await visitor.seesHeading('Sign out?');
    await visitor.keepPicture('sign-out-asks');

    await visitor.isSignedInAs(email);
    await visitor.signOut(visitor.main);
    site.close();
    site.closeAllConnections();
  });

  it('does not lose what was typed into Sell, if the session has ended meanwhile', async () => {
    const { page } = visitor;
    const email = await visitor.signUp();
    await page.goto('/tickets/new');
    await visitor.fill('Put on sale', { Title: 'Jazz at the Harbour', Price: '19.99' });
    await page.context().clearCookies();
    await visitor.click('Put on sale');
    await visitor.seesHeading('Sign in');

    await visitor.send('Sign in', { Email: email, Password: password });
    await visitor.seesHeading('Sell a ticket');

    for (const [label, value] of [
      ['Title', 'Jazz at the Harbour'],
      ['Price', '19.99'],
    ] as const) {
      await page
        .getByLabel(label)
        .and(page.locator(`[value="${value}"]`))
        .waitFor();
    }
  });

  it('does not sell at another price than the page shows', async () => {
    const seller = await visit();
    await seller.signUp();
    const path = await seller.sell('Opera, box 7', '10');
    await visitor.signUp();
    await visitor.loseStreams();
    await visitor.page.goto(path);
    const button = await visitor.button('Buy for $10.00');
    await seller.page.goto(path);
    await seller.send('Save changes', { Price: '100' });
    await seller.sees('$100.00');

    await button.click();

    await visitor.sees('The price has changed');
    await visitor.keepPicture('price-has-changed');
    await visitor.sees(/You saw \$10\.00.*\$100\.00 now/);
    await seller.leave();
  });

  it('does not show an order to another account that signs in', async () => {
    const { page } = visitor;
    await visitor.signUp();
    await visitor.buy(`/tickets/${(await aTicketOnSale({ price: 19.99 })).id}`);
    const button = await visitor.button(/^Pay /);
    // With the browser's cookies, as in another tab, and before the page reads the order again.
    const other = anEmail();
    await page.context().request.post('/api/users/signup', { data: { email: other, password } });

    await button.click();

    await visitor.sees(`You are signed in as ${other}`);
    await visitor.seesHeading('You have no such order');
    await visitor.keepPicture('order-of-another-account');
    await visitor.signOut();
    await visitor.signIn(other);
  });
});

describe('a page without its scripts, in a browser,', () => {
  const visit = useBrowser();

  it('shows its tickets and its menu', async () => {
    const visitor = await visit();
    const { id, title } = await aTicketOnSale();
    const browser = visitor.page.context().browser();
    const context = await browser?.newContext({ baseURL: theShop.url, javaScriptEnabled: false });
    const page = await context?.newPage();

    await page?.goto('/');
    await page?.getByRole('link', { name: title }).first().waitFor();
    await page?.getByRole('link', { name: 'Sign in' }).waitFor();
    await page?.goto(`/tickets/${id}`);
    await page?.getByRole('heading', { level: 1, name: title }).waitFor();

    await context?.close();
    await visitor.leave();
  });

  it('says that it did not load completely', async () => {
    const visitor = await visit();
    await visitor.page.route(/_next\/static\/.*\.js/, (route) => route.abort());

    await visitor.page.reload();

    await visitor.seesAlert('This page did not load completely.');
    await visitor.keepPicture('scripts-did-not-load');
    await visitor.leave();
  });
});
