import { aTicketOnSale } from '../../kit/market';
import { useBrowser } from '../support/use';

describe('an account in a browser', () => {
  const visit = useBrowser();

  it('signs up, out and in again', async () => {
    const visitor = await visit();

    const email = await visitor.signUp();
    await visitor.isSignedInAs(email);
    await visitor.signOut();
    await visitor.signIn(email);

    await visitor.isSignedInAs(email);
  });

  it('changes its own ticket', async () => {
    const seller = await visit();
    await seller.signUp();
    await seller.sell('Opera, box 4', '80');

    await seller.send('Save changes', { Title: 'Opera, box 5', Price: '85.50' });

    await seller.seesHeading('Opera, box 5');
    await seller.sees('$85.50');
  });

  it('is not needed to see the tickets', async () => {
    await aTicketOnSale({ title: 'Film festival, opening night', price: 22 });
    const visitor = await visit();

    await visitor.page
      .getByRole('link', { name: /Film festival, opening night/ })
      .first()
      .waitFor();

    await visitor.keepPicture('tickets-on-sale');
  });
});
