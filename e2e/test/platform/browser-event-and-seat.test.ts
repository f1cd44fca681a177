import { useBrowser } from '../support/use';

const fields = {
  Title: 'Jazz at the Harbour',
  Price: '27',
  Start: '2030-06-12T20:30',
  'Time zone': 'Europe/Berlin',
  Venue: 'Harbour Hall',
  City: 'Hamburg',
  Row: '4',
  Seat: '12',
};
const start = /Wed, Jun 12, 2030, 20:30/;

describe('a ticket with an event and a seat', () => {
  const visit = useBrowser();

  it('says what it is for to its buyer, and to its seller what has become of it', async () => {
    const [seller, buyer] = [await visit(), await visit()];
    await seller.signUp();
    await buyer.signUp();
    await seller.open('Sell tickets', 'Sell a ticket');
    await seller.page.getByText('Event and seat').click();
    await seller.fill('Put on sale', fields);
    await seller.keepPicture('form-with-event-and-seat');
    await seller.click('Put on sale');
    await seller.seesHeading('Jazz at the Harbour');
    await seller.sees(start);
    const path = new URL(seller.page.url()).pathname;

    await buyer.page.goto(path);
    await buyer.sees(start);
    await buyer.sees('Harbour Hall, Hamburg');
    await buyer.sees('Row 4 · Seat 12');
    await buyer.keepPicture('ticket-with-event-and-seat');
    await buyer.buy(path);
    await buyer.sees('Held for you for');
    await buyer.sees(start);

    await seller.comesToSee(path, 'Held until');
    await seller.keepPicture('held-ticket-of-its-seller');
    await seller.comesToSee('/tickets/mine', 'Held until');
    await seller.keepPicture('my-tickets');
  });
});
