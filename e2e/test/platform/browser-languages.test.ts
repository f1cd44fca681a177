import { bareWordsOn, madeUpLocale } from '../../kit/browser/bare-words';
import { openBrowser, Visitor } from '../../kit/browser/visitor';
import { mailTo } from '../../kit/mailbox';
import { anEmail, password } from '../../kit/person';
import { theShop } from '../../kit/shop';
import { useBrowser } from '../support/use';

const VISA = /4242/;
const opera = 'Zarzuela 7';
const gate = 'Zaguán';
const name = 'Zoé';

describe('every page in the made-up locale', () => {
  const visit = useBrowser();
  const data = [opera, gate, name];
  let stranger: Visitor;
  let seller: Visitor;
  let buyer: Visitor;
  let ticket: string;
  let wanted: string;
  let endedOrder: string;
  let boughtOrder: string;

  /** From now on all pages of the visitor are in the made-up locale. */
  const makeUp = ({ page }: Visitor): Promise<void> =>
    page.context().addCookies([{ name: 'locale', value: madeUpLocale, url: theShop.url }]);

  beforeAll(async () => {
    [stranger, seller, buyer] = [await visit(), await visit(), await visit()];
    data.push(await seller.signUp(), await buyer.signUp());
    await seller.page.goto('/account');
    await seller.send('Save the name', { 'Public name': name });
    await seller.sees('Your name is saved.');
    boughtOrder = await buyer.buy(await seller.sell(opera, '30'));
    await buyer.payWith(VISA);
    await buyer.sees('Show this at the door');
    ticket = await seller.sell(opera, '30');
    endedOrder = await buyer.buy(ticket);
    await buyer.cancelOrder();
    await buyer.sees('You cancelled this order');
    wanted = await seller.sell(opera, '30');
    for (const visitor of [stranger, seller, buyer]) await makeUp(visitor);
  });

  async function bareWordsAt(visitor: Visitor, path: string): Promise<readonly string[]> {
    await visitor.page.goto(path);
    await visitor.page.locator(`html[lang="${madeUpLocale}"]`).waitFor();
    await visitor.page.getByText('⟦').first().waitFor({ state: 'attached' });
    return bareWordsOn(visitor.page, data);
  }

  it.each([
    ...['/', '/search', '/search?q=zarzuela', '/search?q=zzzzzz', '/search?from=never'],
    ...['/auth/signin', '/auth/signup', '/auth/forgot', '/auth/reset', '/auth/proof'],
    ...['/auth/signin?error=INVALID_CREDENTIALS', '/auth/reset#x', '/auth/proof#x'],
    ...['/help', '/terms', '/privacy', '/docs/api', '/door', '/no-such-page'],
    `/tickets/${'0'.repeat(24)}`,
  ])('has no bare word for a visitor: %s', async (path) => {
    expect(await bareWordsAt(stranger, path)).toEqual([]);
  });

  it('has no bare word for a visitor of a ticket, and of the sign-in to buy it', async () => {
    expect(await bareWordsAt(stranger, ticket)).toEqual([]);
    expect(await bareWordsAt(stranger, `/auth/signup?next=${ticket}`)).toEqual([]);
  });

  it.each([
    ...['/tickets/new', '/tickets/new/many', '/tickets/mine', '/tickets/sales', '/tickets/doors'],
    ...['/account', '/orders'],
  ])('has no bare word for a seller: %s', async (path) => {
    expect(await bareWordsAt(seller, path)).toEqual([]);
  });

  it('has no bare word on the page of the sign-out', async () => {
    const signOut = '**/api/users/signout';
    // Otherwise the page signs out, and leads to another one.
    await stranger.page.route(signOut, (route) => route.abort());

    expect(await bareWordsAt(stranger, '/auth/signout')).toEqual([]);
    await stranger.page.unroute(signOut);
  });

  it('has no bare word on a ticket of one’s own, while it is free, held and sold', async () => {
    expect(await bareWordsAt(seller, wanted)).toEqual([]);
    // It is held for a short time here, so it is ordered when the pages open.
    const ticketId = wanted.split('/').at(-1);
    const answer = await buyer.page.request.post('/api/orders', { data: { ticketId } });
    const { id } = (await answer.json()) as { readonly id: string };
    expect(await bareWordsAt(buyer, `/orders/${id}`)).toEqual([]);
    await buyer.page.locator('[role=timer]').waitFor();
    expect(await bareWordsAt(buyer, wanted)).toEqual([]);
    expect(await bareWordsAt(stranger, wanted)).toEqual([]);

    await seller.page.goto('/tickets/mine');
    const links = seller.main.getByRole('link').filter({ hasText: opera });
    const paths = await links.evaluateAll((all) =>
      all.map((link) => (link as unknown as { href: string }).href),
    );

    expect(paths).toHaveLength(3);
    for (const path of paths) expect(await bareWordsAt(seller, path)).toEqual([]);
  });

  it('has no bare word in an order that is cancelled, and in one that is completed', async () => {
    for (const path of [endedOrder, boughtOrder, `${boughtOrder}/receipt`, '/orders'])
      expect(await bareWordsAt(buyer, path)).toEqual([]);
    expect(await bareWordsAt(buyer, `/orders/${'0'.repeat(24)}`)).toEqual([]);
  });

  it('has no bare word in the errors of a form, and in a message', async () => {
    const { page } = seller;
    await page.goto('/account');
    const names = seller.main.locator('form').filter({ has: page.locator('[name=name]') });
    await names.getByRole('button').click();
    await page.locator('[aria-live=polite]').getByText('⟦').waitFor();
    expect(await bareWordsOn(page, data)).toEqual([]);

    await page.goto('/tickets/new');
    await seller.main.locator('form').getByRole('button').click();
    await page.locator('[name=title][aria-invalid=true]').waitFor();
    expect(await bareWordsOn(page, data)).toEqual([]);
  });

  it('has no bare word at a door', async () => {
    const { page } = seller;
    await page.goto('/tickets/doors');
    await page.locator('[name=name]').fill(gate);
    await seller.main.locator('form').getByRole('button').click();
    const link = page.locator('input[readonly]');
    await link.waitFor();
    expect(await bareWordsOn(page, data)).toEqual([]);

    const staff = await visit();
    await makeUp(staff);
    const { pathname, hash } = new URL(await link.inputValue());
    await staff.page.goto(pathname + hash);
    await staff.page.getByRole('heading', { level: 1, name: gate }).waitFor();
    expect(await bareWordsOn(staff.page, data)).toEqual([]);

    await staff.main.locator('form input').fill('000000000000');
    await staff.page.keyboard.press('Enter');
    await staff.page.locator('[aria-live=assertive] button').waitFor();
    expect(await bareWordsOn(staff.page, data)).toEqual([]);
  });

  it('finds a bare word, so the check works', async () => {
    await stranger.page.goto('/help');
    await stranger.page.evaluate('document.querySelector("main p").append(" Sell")');
    await stranger.page.evaluate('document.querySelector("main h2").title = "Buy"');

    expect(await bareWordsOn(stranger.page, data)).toEqual(['Sell', 'Buy']);
  });
});

describe('the shop in Spanish', () => {
  it('buys a ticket, gets a mail, and changes to English', async () => {
    const browser = await openBrowser(['--lang=es']);
    const context = await browser.newContext({ baseURL: theShop.url, locale: 'es-ES' });
    const page = await context.newPage();
    const seller = await Visitor.enter(browser);
    await seller.signUp();
    const ticket = await seller.sell(opera, '30');
    const email = anEmail();

    await page.goto(ticket);
    await page.locator('html[lang=es]').waitFor();
    await page.getByRole('button', { name: /^Comprar por 30,00/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Iniciar sesión' }).waitFor();
    await page.getByRole('link', { name: 'Crea una cuenta' }).click();
    await page.getByRole('heading', { level: 1, name: 'Crear cuenta' }).waitFor();
    await page.getByLabel('Correo electrónico').fill(email);
    await page.getByLabel('Contraseña').and(page.locator('input')).fill(password);
    await page.getByRole('main').getByRole('button', { name: 'Crear cuenta' }).click();
    await page
      .getByRole('heading', { level: 1, name: /^Tienes .* para pagar Zarzuela 7$/ })
      .waitFor();
    await page.getByRole('button', { name: /^Pagar 30,00/ }).click();
    await page.getByRole('heading', { level: 1, name: 'La entrada es tuya' }).waitFor();

    const mail = await mailTo(email, `Tu entrada: ${opera}`);
    expect(mail.text).toContain(`Has comprado «${opera}»`);

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'The ticket is yours' }).waitFor();
    await page.goto('/account');
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    const account = await context.request.get('/api/users/account');
    expect(await account.json()).toMatchObject({ language: 'en' });
    await browser.close();
  });
});
