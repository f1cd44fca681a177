import type { Browser } from 'playwright-core';

import { edit, sell, signIn, signOut, signUp } from '../../kit/browser/pages';
import { aVisitor, keepPicture, openBrowser, sees } from '../../kit/browser/visitor';
import { aTicketOnSale } from '../../kit/market';

describe('an account in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('signs up, out and in again', async () => {
    const page = await aVisitor(browser);

    const email = await signUp(page);
    await sees(page, email);
    await signOut(page);
    await signIn(page, email);

    await sees(page, email);
  });

  it('changes its own ticket', async () => {
    const page = await aVisitor(browser);
    await signUp(page);
    await sell(page, 'Opera, box 4', '80');

    await edit(page, 'Opera, box 5', '85.50');

    await page.getByRole('heading', { level: 1, name: 'Opera, box 5' }).waitFor();
    await sees(page, '$85.50');
  });

  it('shows the shop to everybody', async () => {
    await aTicketOnSale({ title: 'Film festival, opening night', price: 22 });
    const page = await aVisitor(browser);

    await page
      .getByRole('link', { name: /Film festival, opening night/ })
      .first()
      .waitFor();

    await keepPicture(page, 'tickets-on-sale');
  });
});
