import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import type { DoorList } from '@/lib/door/door-store';

interface Props {
  readonly isConnected: boolean | null;
  readonly list: DoorList | null;
  /** How many people were let in without the shop's knowledge. */
  readonly unsent: number;
}

export function DoorConnection({ isConnected, list, unsent }: Props) {
  const t = useTranslations('door');
  const formats = useFormats();
  return (
    <div role="status">
      {isConnected !== false ? (
        <Text size="sm" c="dimmed">
          {t(isConnected ? 'connected' : 'connecting')}
        </Text>
      ) : (
        <Text size="sm" fw={600}>
          {list ? t('offlineList', { time: formats.soon(list.listedAt) }) : t('offlineNoList')}
        </Text>
      )}
      {unsent > 0 && <Text size="sm">{t('unsent', { count: unsent })}</Text>}
    </div>
  );
}
