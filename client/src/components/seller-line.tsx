import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import type { SellerFacts } from '@/lib/seller-facts';

const mostCounted = 100;

/** Who sells a ticket, for its buyer. */
export function SellerLine({ seller: { name, since, sold } }: { seller: SellerFacts }) {
  const t = useTranslations('ticket');
  const common = useTranslations('common');
  const { month } = useFormats();
  const facts = [
    since !== null && t('since', { month: month(since) }),
    sold !== null && soldText(sold, t),
  ];

  return (
    <Text size="sm" c="dimmed">
      {name === null
        ? common('aSeller')
        : t.rich('soldBy', { name, b: (text) => <bdi>{text}</bdi> })}
      {facts.filter(Boolean).map((fact) => ` · ${String(fact)}`)}
    </Text>
  );
}

type Texts = ReturnType<typeof useTranslations<'ticket'>>;

function soldText(sold: number, t: Texts): string {
  if (sold === 0) return t('soldNone');
  if (sold >= mostCounted) return t('soldMany', { count: mostCounted });
  return t('soldCount', { count: sold });
}
