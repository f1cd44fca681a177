import { headers } from 'next/headers';

import { SignOut } from '@/components/sign-out';
import { Texts } from '@/components/texts';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('common.signOut');

/** `Sec-Fetch-Site` values of a link of this shop, or of an address that was typed in. */
const ownSites: readonly (string | null)[] = ['same-origin', 'none'];

export default async function SignOutPage() {
  const site = (await headers()).get('sec-fetch-site');
  return (
    <Texts of={['auth']}>
      <SignOut isForeign={!ownSites.includes(site)} />
    </Texts>
  );
}
