import type { Metadata } from 'next';

import { Article } from '@/components/article';

export const metadata: Metadata = { title: 'Privacy' };

export default function PrivacyPage() {
  return (
    <Article title="Privacy" isDraft>
      <h2>What we store</h2>
      <ul>
        <li>your e-mail address, a public name if you choose one, and a hash of your password</li>
        <li>your sessions, your tickets, your orders and their payments</li>
        <li>the mails that we sent you</li>
      </ul>
      <h2>What we do not store</h2>
      <p>
        Card numbers: they go to Stripe and never reach us. We keep the brand and the last four
        digits for your receipt.
      </p>
      <h2>Cookies</h2>
      <p>
        One cookie keeps you signed in. There are no cookies for advertising, and no trackers of
        others.
      </p>
      <h2>Who sees what</h2>
      <p>Buyers and sellers see the public names of each other. Nobody sees your e-mail address.</p>
      <h2>Your rights</h2>
      <p>
        Your account settings save a file with your data, and delete your account with your address
        and your name.
      </p>
    </Article>
  );
}
