import { Badge } from '@mantine/core';
import { OrderStatus } from '@ticketing-dev/common/contracts';

const looks = {
  [OrderStatus.Created]: { label: 'Awaiting payment', color: 'yellow' },
  [OrderStatus.AwaitingPayment]: { label: 'Awaiting payment', color: 'yellow' },
  [OrderStatus.Complete]: { label: 'Completed', color: 'pine' },
  [OrderStatus.Cancelled]: { label: 'Cancelled', color: 'gray' },
} as const;

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const { label, color } = looks[status];
  return (
    <Badge variant="light" color={color} size="lg">
      {label}
    </Badge>
  );
}
