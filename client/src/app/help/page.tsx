import type { Metadata } from 'next';

import { Article } from '@/components/article';
import { speakDuration } from '@/lib/format';
import { readSettings } from '@/lib/server/settings';

export const metadata: Metadata = { title: 'Help' };

export default function HelpPage() {
  const { holdSeconds, payBy } = readSettings(process.env);

  return (
    <Article title="Help">
      <h2>How do I buy a ticket?</h2>
      <p>
        Open a ticket and press <em>Buy</em>. The ticket is held for you for{' '}
        {speakDuration(holdSeconds)}. Pay within that time. If you do not, the hold ends, the ticket
        is on sale again, and you pay nothing.
      </p>
      <h2>What does it cost?</h2>
      <p>You pay the price that you see. There are no fees.</p>
      <h2>Where is my ticket?</h2>
      <p>
        Under <em>My orders</em>. Open the order: it shows a QR code, and the same code in letters
        and digits. You can save the ticket as a PDF. After you have opened it once, the page also
        opens on the same device without a connection, until you sign out.
      </p>
      <h2>Can I cancel?</h2>
      <p>
        You can cancel an order until you have paid. After that, the ticket is yours. Only the
        operator of this shop can refund an order.
      </p>
      <h2>How do I sell a ticket?</h2>
      <p>
        Press <em>Sell</em>, and enter a title and a price. Date, place and seat help buyers to find
        it. The ticket is on sale immediately. You can change it or take it off sale until somebody
        has bought it.
      </p>
      <h2>What do others see of me?</h2>
      <p>
        Your public name, the month in which you signed up, and how many tickets you have sold.
        Nobody sees your e-mail address. You choose the name in your account settings.
      </p>
      {payBy.means === 'test-cards' && (
        <>
          <h2 id="demo">How do I try the demo?</h2>
          <p>
            This shop runs in test mode. No money moves, and the tickets are not real. Sign up with
            any address, buy a ticket, and pay with the test card that is already chosen. Other test
            cards show what happens when a card fails.
          </p>
        </>
      )}
    </Article>
  );
}
