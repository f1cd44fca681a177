import { getTranslations } from 'next-intl/server';

import { LinkButton } from '@/components/link-button';
import { OtherTickets } from '@/components/other-tickets';
import { PageMessage } from '@/components/page-message';
import { findOthersOnSale } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('notFound.title');

export default async function NotFoundPage() {
  const t = await getTranslations();
  const others = await findOthersOnSale();
  return (
    <>
      <PageMessage
        isPageTitle
        title={t('notFound.page')}
        action={<LinkButton href="/">{t('common.seeTickets')}</LinkButton>}
      >
        {t('notFound.pageText')}
      </PageMessage>
      <OtherTickets tickets={others} />
    </>
  );
}
