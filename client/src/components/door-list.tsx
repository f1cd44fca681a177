'use client';

import { Stack, Title } from '@mantine/core';
import type { DoorBody } from '@ticketing-dev/common/contracts';

import { usePages } from '@/hooks/use-pages';
import { listDoors } from '@/lib/api/doors';
import type { Page } from '@/lib/api/page';
import { formatEventTime } from '@/lib/format';

import classes from './door-list.module.css';
import { MoreButton } from './more-button';
import { RevokeDoor } from './revoke-door';
import { StateBadge } from './state-badge';
import { WhileChecking } from './while-checking';

export function DoorList({ first }: { first: Page<DoorBody> }) {
  const { items, hasMore, loadMore, isBusy, error } = usePages(first, listDoors);

  return (
    <WhileChecking>
      <section aria-label="My doors">
        <Title order={2} size="h4" mb="sm">
          My doors
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
                {door.startsAt && <> · {formatEventTime(door.startsAt, door.timeZone)}</>}
              </span>
              {isOpen(door) && (
                <>
                  <span className={classes.event}>
                    Works until {formatEventTime(door.expiresAt, door.timeZone)}
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
          <MoreButton label="More doors" isBusy={isBusy} error={error} onClick={loadMore} />
        )}
      </section>
    </WhileChecking>
  );
}

function DoorBadge({ door }: { door: DoorBody }) {
  const label = door.revokedAt ? 'Revoked' : isOpen(door) ? 'Works' : 'Expired';
  return <StateBadge tone={isOpen(door) ? 'good' : 'past'}>{label}</StateBadge>;
}

const isOpen = ({ revokedAt, expiresAt }: DoorBody): boolean =>
  revokedAt === undefined && Date.parse(expiresAt) > Date.now();
