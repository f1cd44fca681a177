import { Alert, List } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import type { Conflict } from '@/lib/door/door-store';
import { seatOf } from '@/lib/event-and-seat';

import { AlertIcon } from './icons';

/** Whom this door let in without a connection, although the shop says otherwise. */
export function DoorRecords({ conflicts }: { conflicts: readonly Conflict[] }) {
  const t = useTranslations('door');
  const tickets = useTranslations('tickets');
  const formats = useFormats();
  const why = ({ result, first }: Conflict): string => {
    if (result === 'used' && first) {
      return t('usedFirst', { time: formats.soon(first.at), door: first.door });
    }
    return t(result === 'used' ? 'usedBefore' : 'codeInvalid');
  };
  if (conflicts.length === 0) return null;

  return (
    <Alert role="alert" color="red" variant="light" icon={<AlertIcon />} title={t('conflicts')}>
      <List>
        {conflicts.map((conflict) => (
          <List.Item key={conflict.attemptId}>
            {t.rich('conflict', {
              seat:
                (conflict.ticket && seatOf(conflict.ticket, tickets)) ||
                (conflict.ticket?.title ?? ''),
              time: formats.soon(conflict.at),
              reason: why(conflict),
              b: (text) => <bdi>{text}</bdi>,
            })}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
