import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { eventually } from '@ticketing-dev/common/testing';
import { findBrowser } from '@ticketing-dev/local';
import { browserHint } from '@ticketing-dev/local/testing';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

import { anEmail, password } from '../person';
import { type Shop, theShop } from '../shop';

const TIMEOUT_MS = 20_000;
const LOADED_MS = 2_000;
/** Of a phone, a tablet and a desktop. */
const pictureWidths = [360, 768, 1280];
const pictureHeight = 900;

export async function openBrowser(options: readonly string[] = []): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new Error(browserHint);
  const args = ['--no-sandbox', '--disable-dev-shm-usage', ...options];
  return chromium.launch({ executablePath, args });
}

/** A person with a browser of their own: the pages of the shop as methods. A method fails if the page does not follow. */
export class Visitor {
  readonly main: Locator;
  readonly menu: Locator;
  readonly myOrders: Locator;

  private constructor(readonly page: Page) {
    this.main = page.getByRole('main');
    this.menu = page.getByRole('navigation', { name: 'Main' });
    this.myOrders = page.getByRole('region', { name: 'My orders' }).getByRole('link');
  }

  /** Opens the front page without cookies. */
  static async enter(browser: Browser, shop: Shop = theShop): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: shop.url,
      ignoreHTTPSErrors: true,
      viewport: { width: 1280, height: 900 },
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    const page = await context.newPage();
    await page.goto('/');
    return new Visitor(page);
  }

  leave = (): Promise<void> => this.page.context().close();
  sees = (text: string | RegExp): Promise<void> => this.page.getByText(text).first().waitFor();
  /** The menu of the account, which names it, is there before it is opened. */
  isSignedInAs = (email: string): Promise<void> =>
    this.page.getByRole('banner').getByText(email).waitFor({ state: 'attached' });
  seesHeading = (name: string): Promise<void> =>
    this.page.getByRole('heading', { level: 1, name }).waitFor();
  seesAlert = (hasText: string): Promise<void> =>
    this.page.getByRole('alert').filter({ hasText }).waitFor();

  /** From now on pages get no stream, as behind a proxy that holds streams back: they show what was loaded. */
  async loseStreams(): Promise<void> {
    await this.page.route('**/stream', (route) => route.abort());
  }

  /** Loads the page until it shows the text: a page does not follow later events. */
  comesToSee = (path: string, text: string): Promise<void> =>
    eventually(async () => {
      await this.page.goto(path);
      await this.page.getByText(text).first().waitFor({ timeout: LOADED_MS });
    }, TIMEOUT_MS);

  /** Follows a link of the menu. Some are in the menu of the account. */
  async open(link: string, heading = link): Promise<void> {
    const links = this.menu.getByRole('link', { name: link });
    if (!(await links.first().isVisible())) await this.openAccountMenu();
    await links.first().click();
    await this.seesHeading(heading);
  }

  openAccountMenu = (): Promise<void> =>
    this.menu.getByRole('button', { name: 'Account', exact: true }).click();

  /** A button of the page, once a click on it has an effect. */
  button = (name: string | RegExp): Promise<Locator> =>
    hydrated(this.main.getByRole('button', { name }));
  click = async (name: string | RegExp): Promise<void> => (await this.button(name)).click();

  /** Fills in the form that has this button, and sends it. */
  async send(button: string, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.fill(button, fields);
    await this.click(button);
  }

  async fill(button: string, fields: Readonly<Record<string, string>>): Promise<void> {
    // While the next page loads, the form of the page before may still be there.
    const has = this.page.getByRole('button', { name: button });
    const form = await hydrated(this.main.locator('form').filter({ has }));
    for (const [label, value] of Object.entries(fields)) {
      await form.getByLabel(label).and(form.locator('input')).fill(value);
    }
  }

  signUp = async (email = anEmail()): Promise<string> => this.#enter('Sign up', email);
  signIn = async (email: string): Promise<string> => this.#enter('Sign in', email);

  async #enter(button: string, email: string): Promise<string> {
    await this.open(button);
    await this.send(button, { Email: email, Password: password });
    await this.menu.getByRole('link', { name: 'My orders' }).first().waitFor();
    return email;
  }

  async signOut(from = this.menu): Promise<void> {
    if (from === this.menu) await this.openAccountMenu();
    await (await hydrated(from.getByRole('button', { name: 'Sign out' }))).click();
    await this.menu.getByRole('link', { name: 'Sign in' }).waitFor();
  }

  /** Puts a ticket on sale, and returns the path of its page. */
  async sell(title: string, price: string): Promise<string> {
    await this.open('Sell tickets', 'Sell a ticket');
    await this.send('Put on sale', { Title: title, Price: price });
    return this.#pathOf('tickets');
  }

  /** Orders a ticket, and returns the path of the order's page. */
  async buy(ticketPath: string): Promise<string> {
    await this.page.goto(ticketPath);
    await this.click(/^Buy for/);
    return this.#pathOf('orders');
  }

  async #pathOf(part: string): Promise<string> {
    await this.page.waitForURL(new RegExp(`/${part}/[0-9a-f]{24}$`));
    return new URL(this.page.url()).pathname;
  }

  async payWith(card: RegExp): Promise<void> {
    const form = await hydrated(this.main.locator('form'));
    const choice = form.getByRole('radio', { name: card });
    if (!(await choice.isVisible())) await form.getByText('Try a card that fails').click();
    await choice.check();
    await this.click(/^Pay /);
  }

  async cancelOrder(): Promise<void> {
    await this.click('Cancel order');
    await this.page.getByRole('dialog').getByRole('button', { name: 'Yes, cancel it' }).click();
  }

  async seesInMyOrders(title: string, state: string): Promise<void> {
    await this.open('My orders');
    await this.myOrders.filter({ hasText: title }).filter({ hasText: state }).waitFor();
  }

  /** Stores screenshots in the folder `E2E_SCREENSHOTS`, if it is set: at each width, light and dark. */
  async keepPicture(name: string): Promise<void> {
    const dir = process.env['E2E_SCREENSHOTS'];
    if (!dir) return;
    mkdirSync(dir, { recursive: true });
    const before = this.page.viewportSize();
    for (const width of pictureWidths) {
      await this.page.setViewportSize({ width, height: pictureHeight });
      for (const colorScheme of ['light', 'dark'] as const) {
        await this.page.emulateMedia({ colorScheme });
        const file = path.join(dir, `${name}-${width}-${colorScheme}.png`);
        await this.page.screenshot({ path: file, fullPage: true });
      }
    }
    await this.page.emulateMedia({ colorScheme: null });
    if (before) await this.page.setViewportSize(before);
  }
}

/** React handles events only after hydration: a click or a text before that is lost. */
async function hydrated(element: Locator): Promise<Locator> {
  await eventually(async () => {
    const isHydrated = await element.evaluate((node) =>
      Object.keys(node as object).some((key) => key.startsWith('__reactProps')),
    );
    if (!isHydrated) throw new Error('React has not hydrated the element');
  }, TIMEOUT_MS);
  return element;
}
