import { Group } from '@mantine/core';

import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';
import { currentSession } from '@/lib/server/loaders';

/** Also shown to a user who signed in while the order of another account was open in the tab. */
export default async function OrderNotFound() {
  const { user } = await currentSession();

  return (
    <PageMessage
      isPageTitle
      title="You have no such order"
      action={
        <Group justify="center">
          <LinkButton href="/orders">My orders</LinkButton>
          <LinkButton href="/auth/signin" variant="default">
            Sign in with another account
          </LinkButton>
        </Group>
      }
    >
      {user && <>You are signed in as {user.email}. </>}
      The order belongs to another account, or the link is mistyped.
    </PageMessage>
  );
}
