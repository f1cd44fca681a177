import { violationsInBothSchemes, violationsOn } from '../../kit/browser/axe';
import type { Visitor } from '../../kit/browser/visitor';
import { useBrowser } from '../support/use';

const MOST_TABS = 60;

/** Presses Tab until an element has the focus. */
async function tabTo(visitor: Visitor, role: 'button' | 'link', name: RegExp): Promise<void> {
  const { page } = visitor;
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) > 0 && (await focused.and(page.getByRole(role, { name })).count()))
      return;
  }
  throw new Error(`Tab does not reach the ${role} ${String(name)}`);
}

describe('accessibility', () => {
  const visit = useBrowser();
  let seller: Visitor;
  let buyer: Visitor;
  let path: string;

  beforeAll(async () => {
    [seller, buyer] = [await visit(), await visit()];
    await seller.signUp();
    await buyer.signUp();
    path = await seller.sell('Opera for all ears', '30');
  });

  it.each(['/', '/auth/signin', '/auth/signup', '/help', '/terms', '/privacy', '/no-such-page'])(
    'axe finds nothing on %s',
    async (page) => {
      const visitor = await visit();
      await visitor.page.goto(page);

      expect(await violationsInBothSchemes(visitor.page)).toEqual([]);
      await visitor.leave();
    },
  );

  it.each(['/tickets/new', '/tickets/mine', '/tickets/sales', '/tickets/doors', '/account'])(
    'axe finds nothing on %s of a member',
    async (page) => {
      await seller.page.goto(page);

      expect(await violationsInBothSchemes(seller.page)).toEqual([]);
    },
  );

  it('axe finds nothing on a ticket of one’s own, and of another', async () => {
    await seller.page.goto(path);
    await buyer.page.goto(path);

    expect(await violationsInBothSchemes(seller.page)).toEqual([]);
    expect(await violationsInBothSchemes(buyer.page)).toEqual([]);
  });

  it('axe finds a field without a label, so the check works', async () => {
    await buyer.page.goto('/help');
    await buyer.page.evaluate(
      'document.querySelector("main").append(document.createElement("input"))',
    );

    expect(await violationsOn(buyer.page)).toEqual([expect.stringMatching(/^label: .*input/)]);
  });

  it('lets a buyer buy by keyboard alone, and says where they are', async () => {
    const { page } = buyer;
    await page.goto(path);
    await buyer.button(/^Buy for/);

    await tabTo(buyer, 'button', /^Buy for/);
    await page.keyboard.press('Enter');
    const title = page.getByRole('heading', { level: 1, name: /^Pay for Opera for all ears/ });
    await title.and(page.locator(':focus')).waitFor();
    expect(await violationsInBothSchemes(page)).toEqual([]);

    await tabTo(buyer, 'button', /^Pay /);
    await page.keyboard.press('Enter');
    const done = page.getByRole('heading', { level: 1, name: 'The ticket is yours' });
    await done.and(page.locator(':focus')).waitFor();
    await buyer.sees('Or say this code');
    expect(await violationsInBothSchemes(page)).toEqual([]);

    await page.goto('/orders');
    expect(await violationsInBothSchemes(page)).toEqual([]);
  });
});
