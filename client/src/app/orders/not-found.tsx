import { Group } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';
import { currentSession } from '@/lib/server/loaders';

/** Also shown to a user who signed in while the order of another account was open in the tab. */
export default async function OrderNotFound() {
  const t = await getTranslations();
  const { user } = await currentSession();

  return (
    <PageMessage
      isPageTitle
      title={t('notFound.order')}
      action={
        <Group justify="center">
          <LinkButton href="/orders">{t('common.myOrders')}</LinkButton>
          <LinkButton href="/auth/signin" variant="default">
            {t('notFound.otherAccount')}
          </LinkButton>
        </Group>
      }
    >
      {t('notFound.orderText', { hasUser: user ? 'yes' : 'no', email: user?.email ?? '' })}
    </PageMessage>
  );
}
