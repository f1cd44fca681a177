import { readFile } from 'node:fs/promises';

import { useBrowser } from '../support/use';

const row = {
  Title: 'Jazz at the Harbour, row 4',
  'First seat': '9',
  'Last seat': '11',
  'Price of each': '19.99',
  Row: '4',
  Event: 'Jazz at the Harbour',
};
const file = [
  'title;price;eventName;seat',
  'Museum night, seat 1;12.5;Museum night;1',
  'Museum night, seat 2;12,5;Museum night;2',
].join('\n');

describe('a seller of many tickets', () => {
  const visit = useBrowser();

  it('puts a row of seats on sale, sells one, and finds the sale in a list and in a file', async () => {
    const [seller, buyer] = [await visit(), await visit()];
    const { page } = seller;
    await seller.signUp();
    await buyer.signUp();
    await page.goto('/account');
    await seller.send('Save the name', { 'Public name': 'Ann of the Harbour' });
    await seller.open('Sell tickets', 'Sell a ticket');
    await seller.main.getByRole('link', { name: 'Sell many tickets' }).click();
    await seller.seesHeading('Sell many tickets');
    await seller.fill('Preview the row', row);
    await seller.click('Preview the row');
    await seller.sees('Preview: 3 tickets');
    await seller.keepPicture('row-of-seats');
    await seller.click('Put 3 tickets on sale');
    await seller.sees('3 tickets of 3 on sale');
    await seller.keepPicture('row-on-sale');

    await seller.main.getByRole('link', { name: 'My tickets' }).click();
    const seat = seller.main.getByRole('link', { name: /seat 10/ });
    await seat.waitFor();
    const path = (await seat.getAttribute('href')) ?? '';
    await buyer.page.goto(path);
    await buyer.sees(/Sold by Ann of the Harbour · since .* · nothing sold yet/);
    await buyer.keepPicture('seller-of-a-ticket');
    await buyer.buy(path);
    await buyer.payWith(/Visa/);
    await buyer.sees('Completed');

    await seller.comesToSee('/tickets/sales', '1 ticket sold for $19.99');
    await seller.sees(/to a buyer/);
    await seller.keepPicture('my-sales');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      seller.main.getByRole('link', { name: 'Download as CSV' }).click(),
    ]);

    expect(download.suggestedFilename()).toBe('sales.csv');
    const [, line = ''] = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(line).toContain('"Jazz at the Harbour, row 4, seat 10",Jazz at the Harbour,');
    expect(line).toContain(',4,10,19.99,,');
  });

  it('corrects a line of a file, and sends only that one again', async () => {
    const seller = await visit();
    await seller.signUp();
    await seller.page.goto('/tickets/new/many');
    await seller.button('Preview the row');

    await seller.main
      .getByLabel('CSV file')
      .setInputFiles({ name: 'tickets.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await seller.click('Put 2 tickets on sale');
    await seller.sees('1 ticket of 2 on sale');
    await seller.sees('Price must be written with a point, such as 1999.50');
    await seller.keepPicture('line-to-correct');
    await seller.send('Send 1 corrected ticket', { Price: '12.50' });
    await seller.sees('2 tickets of 2 on sale');

    await seller.page.goto('/tickets/mine');
    await seller.sees('Museum night, seat 2');
    expect(await seller.main.getByRole('link', { name: /Museum night/ }).count()).toBe(2);
  });
});
