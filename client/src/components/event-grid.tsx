import type { EventBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { EventCard } from './event-card';
import { GrowingList } from './growing-list';

interface Props {
  readonly events: readonly EventBody[];
  readonly level?: 2 | 3;
  /** The address that shows more; null if there is no more. */
  readonly more?: string | null;
}

export function EventGrid({ events, level = 2, more = null }: Props) {
  const t = useTranslations('tickets');
  return (
    <GrowingList size={events.length} more={more} moreLabel={t('moreEvents')}>
      {events.map((event) => (
        <li key={event.key}>
          <EventCard event={event} level={level} />
        </li>
      ))}
    </GrowingList>
  );
}
