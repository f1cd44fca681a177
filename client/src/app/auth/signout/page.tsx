import type { Metadata } from 'next';
import { headers } from 'next/headers';

import { SignOut } from '@/components/sign-out';

export const metadata: Metadata = { title: 'Sign out' };

/** `Sec-Fetch-Site` values of a link of this shop, or of an address that was typed in. */
const ownSites: readonly (string | null)[] = ['same-origin', 'none'];

export default async function SignOutPage() {
  const site = (await headers()).get('sec-fetch-site');
  return <SignOut isForeign={!ownSites.includes(site)} />;
}
