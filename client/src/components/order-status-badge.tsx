import { OrderStatus } from '@ticketing-dev/common/contracts';

import { StateBadge } from './state-badge';

const looks = {
  [OrderStatus.Created]: { label: 'Awaiting payment', tone: 'wait' },
  [OrderStatus.AwaitingPayment]: { label: 'Awaiting payment', tone: 'wait' },
  [OrderStatus.Complete]: { label: 'Completed', tone: 'good' },
  [OrderStatus.Cancelled]: { label: 'Cancelled', tone: 'past' },
} as const;

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const { label, tone } = looks[status];
  return <StateBadge tone={tone}>{label}</StateBadge>;
}
