import { OrderStatus } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { StateBadge } from './state-badge';

const looks = {
  [OrderStatus.Created]: { label: 'awaitingPayment', tone: 'wait' },
  [OrderStatus.AwaitingPayment]: { label: 'awaitingPayment', tone: 'wait' },
  [OrderStatus.Complete]: { label: 'completed', tone: 'good' },
  [OrderStatus.Cancelled]: { label: 'cancelled', tone: 'past' },
} as const;

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const t = useTranslations('orders');
  const { label, tone } = looks[status];
  return <StateBadge tone={tone}>{t(label)}</StateBadge>;
}
