import type { Metadata } from 'next';

import { Article } from '@/components/article';

export const metadata: Metadata = { title: 'Terms' };

export default function TermsPage() {
  return (
    <Article title="Terms" isDraft>
      <h2>What this shop is</h2>
      <p>
        Ticketing is a marketplace. People sell tickets to each other. The seller of a ticket sets
        its price. The contract about a ticket is between its seller and its buyer.
      </p>
      <h2>Buying</h2>
      <p>
        An order holds a ticket for a limited time. The purchase is complete when the payment is
        complete. Your card is then charged once. If the hold ends first, nothing is charged.
      </p>
      <h2>Selling</h2>
      <p>
        You may sell only tickets that you own and may resell. You describe them truthfully. A
        ticket that is held or sold cannot be changed.
      </p>
      <h2>Refunds</h2>
      <p>An order that is complete can be refunded by the operator only.</p>
      <h2>Your account</h2>
      <p>
        Keep your password secret. You can delete your account at any time. Your unpaid orders are
        then cancelled, and your tickets go off sale.
      </p>
    </Article>
  );
}
