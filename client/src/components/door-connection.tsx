import { Text } from '@mantine/core';

import type { DoorList } from '@/lib/door/door-store';
import { formatSoon } from '@/lib/format';

interface Props {
  readonly isConnected: boolean | null;
  readonly list: DoorList | null;
  /** How many people were let in without the shop's knowledge. */
  readonly unsent: number;
}

export function DoorConnection({ isConnected, list, unsent }: Props) {
  return (
    <div role="status">
      {isConnected !== false ? (
        <Text size="sm" c="dimmed">
          {isConnected ? 'Connected. Every code is checked by the shop.' : 'Connecting…'}
        </Text>
      ) : (
        <Text size="sm" fw={600}>
          No connection.{' '}
          {list
            ? `Codes are checked against the list of ${formatSoon(list.listedAt)}.`
            : 'This device has no list, so it can let nobody in.'}
        </Text>
      )}
      {unsent > 0 && (
        <Text size="sm">
          Let in offline and not reported yet: {unsent}. They are sent when there is a connection.
        </Text>
      )}
    </div>
  );
}
