import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { fakeCamera, filmQrCode } from '../../kit/browser/qr-video';
import { openBrowser, Visitor } from '../../kit/browser/visitor';
import { useBrowser } from '../support/use';

const VISA = /4242/;
const typedCode = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/;
const refusedWithinMs = 15_000;

describe('a pass and a door', () => {
  const visit = useBrowser();

  /** A seller and the buyer of a ticket, whose page shows its pass. */
  async function aPass(title: string) {
    const [seller, buyer] = [await visit(), await visit()];
    await seller.signUp();
    await buyer.signUp();
    const orderPath = await buyer.buy(await seller.sell(title, '30'));
    await buyer.payWith(VISA);
    await buyer.sees('Show this at the door');
    const code = await buyer.page.getByText(typedCode).innerText();
    return { seller, buyer, orderPath, code };
  }

  /** Makes a door, and returns the path of its link. */
  async function aDoor(seller: Visitor, name: string): Promise<string> {
    await seller.page.goto('/tickets/doors');
    await seller.send('Make the link', { 'Name of the door': name });
    const link = new URL(await seller.page.getByLabel('Link of the door').inputValue());
    return link.pathname + link.hash;
  }

  async function openDoor(link: string, staff?: Visitor): Promise<Visitor> {
    const visitor = staff ?? (await visit());
    await visitor.page.goto(link);
    await visitor.sees('Connected.');
    return visitor;
  }

  const type = (staff: Visitor, code: string) => staff.send('Check the code', { Code: code });
  const next = (staff: Visitor) => staff.page.getByRole('button', { name: 'Next' }).click();

  it('lets the buyer in once, and the seller sees it', async () => {
    const { seller, buyer, orderPath, code } = await aPass('Door jazz');
    await buyer.keepPicture('pass');
    const staff = await openDoor(await aDoor(seller, 'North gate'));
    await seller.keepPicture('door-link');
    await staff.sees('0 of 1 admitted');
    await staff.keepPicture('door');
    expect(staff.page.url()).not.toContain('#');

    await type(staff, code.toLowerCase().replaceAll('-', ' '));
    await staff.sees('Admitted');
    await staff.keepPicture('door-admitted');
    await next(staff);
    await staff.sees('1 of 1 admitted');
    await type(staff, code);
    await staff.sees('Used');
    await staff.keepPicture('door-used');
    await next(staff);
    await type(staff, '0000-0000-0000');
    await staff.sees('Unknown code');

    await buyer.comesToSee(orderPath, 'This pass was used');
    await buyer.sees('North gate');
    await buyer.keepPicture('pass-used');
    await seller.comesToSee('/tickets/mine', 'Admitted');
    await seller.keepPicture('my-tickets-admitted');
  });

  it('refuses a door that its seller has revoked', async () => {
    const { seller, code } = await aPass('Door opera');
    const link = await aDoor(seller, 'Side door');
    const staff = await openDoor(link);
    await seller.click('Done');

    await seller.click('Revoke Side door');
    await seller.page.getByRole('button', { name: 'Yes, revoke it' }).click();
    await seller.sees('Revoked');

    await staff.page
      .getByText('This link does not work any more')
      .waitFor({ timeout: refusedWithinMs });
    const late = await visit();
    await late.page.goto(link);
    await late.sees('This link does not work any more');
    const other = await openDoor(await aDoor(seller, 'Main door'));
    await type(other, code);
    await other.sees('Admitted');
  });

  it('lets the buyer in without a connection, and finds that another door did, too', async () => {
    const { seller, code } = await aPass('Door circus');
    const south = await openDoor(await aDoor(seller, 'South gate'));
    await south.sees('This page is saved on the device');
    await south.click('Load the list');
    await south.sees('This device has the list');
    await seller.click('Done');
    const north = await openDoor(await aDoor(seller, 'North gate'));

    await south.page.context().setOffline(true);
    await south.page.reload();
    await south.sees('No connection.');
    await type(south, code);
    await south.sees('Let in offline');
    await south.keepPicture('door-offline');
    await type(north, code);
    await north.sees('Admitted');
    await next(south);
    await type(south, code);
    await south.sees('Used');
    await next(south);
    await south.page.context().setOffline(false);

    await south.sees('Let in, but not valid');
    await south.keepPicture('door-conflict');
    await seller.comesToSee('/tickets/mine', 'Let in twice');
    await seller.keepPicture('my-tickets-conflict');
  });

  it('keeps the pass readable without a connection, until the buyer signs out', async () => {
    const { buyer, orderPath, code } = await aPass('Door ballet');
    await buyer.sees('Saved on this device');
    const context = buyer.page.context();

    await context.setOffline(true);
    await buyer.page.reload();
    await buyer.sees(code);
    await buyer.sees('There is no connection.');
    await buyer.page.goto('/orders');
    await buyer.seesHeading('There is no connection');
    await buyer.keepPicture('offline');
    await buyer.main.getByRole('link', { name: 'Door ballet' }).click();
    await buyer.sees(code);
    await buyer.main.getByRole('link', { name: 'Download as PDF' }).click();
    await buyer.seesHeading('There is no connection');
    await context.setOffline(false);
    await buyer.page.goto(orderPath);
    await buyer.signOut();
    await context.setOffline(true);

    await expect(buyer.page.goto(orderPath)).rejects.toThrow();
  });

  it('gives its buyer a PDF and a receipt, and nobody else', async () => {
    const { buyer, seller, orderPath } = await aPass('Door choir');

    const pdf = await buyer.page.request.get(`${orderPath}/ticket.pdf`);
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await buyer.page.goto(`${orderPath}/receipt`);
    await buyer.sees('$30.00');
    await buyer.keepPicture('receipt');

    expect((await seller.page.request.get(`${orderPath}/ticket.pdf`)).status()).toBe(404);
    const visitor = await visit();
    expect((await visitor.page.request.get(`${orderPath}/ticket.pdf`)).url()).toContain('/signin');
  });

  it('scans the code with a camera', async () => {
    const { seller, buyer } = await aPass('Door film');
    const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-camera-'));
    const file = path.join(dir, 'pass.y4m');
    await filmQrCode(buyer.page, 'QR code of your pass', file);
    const browser = await openBrowser(fakeCamera(file));
    try {
      const staff = await openDoor(await aDoor(seller, 'North gate'), await Visitor.enter(browser));

      await staff.click('Scan with the camera');

      await staff.sees('Admitted');
    } finally {
      await browser.close();
      rmSync(dir, { recursive: true });
    }
  });
});
