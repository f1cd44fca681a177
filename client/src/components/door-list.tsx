'use client';

import { Stack, Title } from '@mantine/core';
import type { DoorBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import { usePages } from '@/hooks/use-pages';
import { listDoors } from '@/lib/api/doors';
import type { Page } from '@/lib/api/page';

import classes from './door-list.module.css';
import { MoreButton } from './more-button';
import { RevokeDoor } from './revoke-door';
import { StateBadge } from './state-badge';
import { WhileChecking } from './while-checking';

export function DoorList({ first }: { first: Page<DoorBody> }) {
  const t = useTranslations('doors');
  const formats = useFormats();
  const { items, hasMore, loadMore, isBusy, error } = usePages(first, listDoors);

  return (
    <WhileChecking>
      <section aria-label={t('mine')}>
        <Title order={2} size="h4" mb="sm">
          {t('mine')}
        </Title>
        <Stack component="ul" gap="sm" className={classes.list}>
          {items.map((door) => (
            <li key={door.id} className={classes.door}>
              <span className={classes.name} dir="auto">
                {door.name}
              </span>
              <span className={classes.state}>
                <DoorBadge door={door} />
              </span>
              <span className={classes.event} dir="auto">
                {door.eventName}
                {door.startsAt && <> · {formats.eventTime(door.startsAt, door.timeZone)}</>}
              </span>
              {isOpen(door) && (
                <>
                  <span className={classes.event}>
                    {t('until', { time: formats.eventTime(door.expiresAt, door.timeZone) })}
                  </span>
                  <span className={classes.revoke}>
                    <RevokeDoor door={door} />
                  </span>
                </>
              )}
            </li>
          ))}
        </Stack>
        {hasMore && (
          <MoreButton label={t('more')} isBusy={isBusy} error={error} onClick={loadMore} />
        )}
      </section>
    </WhileChecking>
  );
}

function DoorBadge({ door }: { door: DoorBody }) {
  const t = useTranslations('doors');
  const label = door.revokedAt ? 'revoked' : isOpen(door) ? 'works' : 'expired';
  return <StateBadge tone={isOpen(door) ? 'good' : 'past'}>{t(label)}</StateBadge>;
}

const isOpen = ({ revokedAt, expiresAt }: DoorBody): boolean =>
  revokedAt === undefined && Date.parse(expiresAt) > Date.now();
