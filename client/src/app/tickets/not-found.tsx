import { getTranslations } from 'next-intl/server';

import { LinkButton } from '@/components/link-button';
import { OtherTickets } from '@/components/other-tickets';
import { PageMessage } from '@/components/page-message';
import { findOthersOnSale } from '@/lib/server/loaders';

export default async function TicketNotFound() {
  const t = await getTranslations();
  const others = await findOthersOnSale();
  return (
    <>
      <PageMessage
        isPageTitle
        title={t('notFound.ticket')}
        action={<LinkButton href="/">{t('common.seeTickets')}</LinkButton>}
      >
        {t('notFound.ticketText')}
      </PageMessage>
      <OtherTickets tickets={others} />
    </>
  );
}
