import { Text } from '@mantine/core';

import { count, formatMonth } from '@/lib/format';
import type { SellerFacts } from '@/lib/seller-facts';

const mostCounted = 100;

/** Who sells a ticket, for its buyer. */
export function SellerLine({ seller: { name, since, sold } }: { seller: SellerFacts }) {
  const facts = [since !== null && `since ${formatMonth(since)}`, sold !== null && soldText(sold)];

  return (
    <Text size="sm" c="dimmed">
      {name === null ? (
        'A seller'
      ) : (
        <>
          Sold by <bdi>{name}</bdi>
        </>
      )}
      {facts.filter(Boolean).map((fact) => ` · ${String(fact)}`)}
    </Text>
  );
}

function soldText(sold: number): string {
  if (sold === 0) return 'nothing sold yet';
  if (sold >= mostCounted) return `${String(mostCounted)} or more tickets sold`;
  return `${count(sold, 'ticket')} sold`;
}
