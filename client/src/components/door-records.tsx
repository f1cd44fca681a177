import { Alert, List } from '@mantine/core';

import type { Conflict } from '@/lib/door/door-store';
import { seatOf } from '@/lib/event-and-seat';
import { formatSoon } from '@/lib/format';

import { AlertIcon } from './icons';

/** Whom this door let in without a connection, although the shop says otherwise. */
export function DoorRecords({ conflicts }: { conflicts: readonly Conflict[] }) {
  if (conflicts.length === 0) return null;

  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<AlertIcon />}
      title="Let in, but not valid"
    >
      <List>
        {conflicts.map((conflict) => (
          <List.Item key={conflict.attemptId}>
            <bdi>{(conflict.ticket && seatOf(conflict.ticket)) || conflict.ticket?.title}</bdi>: let
            in here at {formatSoon(conflict.at)}. {why(conflict)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function why({ result, first }: Conflict): string {
  if (result === 'used' && first) {
    return `The pass was used at ${formatSoon(first.at)}, ${first.door}.`;
  }
  return result === 'used' ? 'The pass was used before.' : 'The code was not valid any more.';
}
