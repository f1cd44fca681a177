'use client';

import { Alert, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { PassBody } from '@ticketing-dev/common/contracts';

import { useIsOnline } from '@/hooks/use-is-online';
import { useKeptPage } from '@/hooks/use-kept-page';
import { usePass } from '@/hooks/use-pass';
import { seatOf } from '@/lib/event-and-seat';
import { formatEventTime } from '@/lib/format';
import { orderPath } from '@/lib/paths';

import { BusyButton } from './busy-button';
import { AlertIcon, CheckIcon, CrossIcon } from './icons';
import classes from './pass.module.css';
import { PassFiles } from './pass-files';
import { QrCode } from './qr-code';

interface Props {
  readonly orderId: string;
  readonly buyerId: string;
  readonly first: PassBody | null;
}

/** What the buyer shows at the door. If it cannot be loaded, the rest of the order's page stays. */
export function Pass({ orderId, buyerId, first }: Props) {
  const { pass, error, isAwaited, retry, isBusy } = usePass(orderId, first);
  const isOnline = useIsOnline();
  const proof = pass ? (pass.typedCode ?? null) : undefined;
  const isKept = useKeptPage(`orders-${buyerId}`, orderPath(orderId), proof);

  return (
    <section aria-label="Your pass">
      {pass ? (
        <>
          <PassState pass={pass} />
          {isKept && (
            <Text size="sm" c="dimmed" ta="center" mt="sm" role="status">
              Saved on this device. It opens without a connection until you sign out.
            </Text>
          )}
          {(error || !isOnline) && (
            <Text size="sm" c="dimmed" ta="center" mt="sm" role="status">
              {isOnline ? 'We cannot check the pass now.' : 'There is no connection.'} You see it as
              this page last read it.
            </Text>
          )}
        </>
      ) : isAwaited ? (
        <Group wrap="nowrap" role="status">
          <Loader size="sm" />
          <Text>We are making your pass. This takes a moment.</Text>
        </Group>
      ) : (
        <Stack align="flex-start">
          <Text role="status">
            {error?.status === 404
              ? 'Your pass is not ready yet. The ticket is yours, and the pass will appear here.'
              : 'We cannot load your pass now. The ticket is yours all the same.'}
          </Text>
          <BusyButton variant="default" isBusy={isBusy} onClick={() => void retry()}>
            Try again
          </BusyButton>
        </Stack>
      )}
    </section>
  );
}

function PassState({ pass }: { pass: PassBody }) {
  const { state, code, typedCode, admittedAt, door, ticket } = pass;
  if (state === 'admitted') {
    return (
      <Alert color="gray" variant="light" icon={<CheckIcon />} title="This pass was used">
        {admittedAt && <>It was used on {formatEventTime(admittedAt, ticket.timeZone)}</>}
        {admittedAt && door && (
          <>
            {' '}
            at <bdi>{door}</bdi>
          </>
        )}
        {admittedAt && '.'}
      </Alert>
    );
  }
  if (state === 'revoked') {
    return (
      <Alert color="red" variant="light" icon={<CrossIcon />} title="This pass is not valid">
        The order was refunded, so nobody can enter with this pass.
      </Alert>
    );
  }
  if (code === undefined || typedCode === undefined) {
    return (
      <Alert color="gray" variant="light" icon={<AlertIcon />} title="This pass has no code now">
        It cannot be used at a door at the moment.
      </Alert>
    );
  }
  const seat = seatOf(ticket);
  return (
    <Stack align="center" gap="sm">
      <Title order={3} size="h3">
        Show this at the door
      </Title>
      <QrCode text={code} label="QR code of your pass" />
      <div className={classes.typed}>
        <Text size="sm" c="dimmed">
          Or say this code
        </Text>
        <code className={classes.code}>{typedCode}</code>
      </div>
      {seat && (
        <Text fw={650} size="lg" dir="auto" className={classes.seat}>
          {seat}
        </Text>
      )}
      <PassFiles orderId={pass.orderId} hasStart={ticket.startsAt !== undefined} />
    </Stack>
  );
}
