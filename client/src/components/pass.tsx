'use client';

import { Alert, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { PassBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import { useIsOnline } from '@/hooks/use-is-online';
import { useKeptPage } from '@/hooks/use-kept-page';
import { usePass } from '@/hooks/use-pass';
import { seatOf } from '@/lib/event-and-seat';

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
  const t = useTranslations();
  const { pass, error, isAwaited, retry, isBusy } = usePass(orderId, first);
  const isOnline = useIsOnline();
  const proof = pass ? (pass.typedCode ?? null) : undefined;
  const isKept = useKeptPage(`orders-${buyerId}`, orderPath(orderId), proof);

  return (
    <section aria-label={t('pass.region')}>
      {pass ? (
        <>
          <PassState pass={pass} />
          {isKept && (
            <Text size="sm" c="dimmed" ta="center" mt="sm" role="status">
              {t('pass.kept')}
            </Text>
          )}
          {(error || !isOnline) && (
            <Text size="sm" c="dimmed" ta="center" mt="sm" role="status">
              {t(isOnline ? 'pass.stale' : 'pass.offline')}
            </Text>
          )}
        </>
      ) : isAwaited ? (
        <Group wrap="nowrap" role="status">
          <Loader size="sm" />
          <Text>{t('pass.making')}</Text>
        </Group>
      ) : (
        <Stack align="flex-start">
          <Text role="status">
            {t(error?.status === 404 ? 'pass.notReady' : 'pass.cannotLoad')}
          </Text>
          <BusyButton variant="default" isBusy={isBusy} onClick={() => void retry()}>
            {t('common.tryAgain')}
          </BusyButton>
        </Stack>
      )}
    </section>
  );
}

function PassState({ pass }: { pass: PassBody }) {
  const t = useTranslations('pass');
  const tickets = useTranslations('tickets');
  const formats = useFormats();
  const { state, code, typedCode, admittedAt, door, ticket } = pass;
  if (state === 'admitted') {
    return (
      <Alert color="gray" variant="light" icon={<CheckIcon />} title={t('used')}>
        {admittedAt &&
          t.rich('usedAt', {
            time: formats.eventTime(admittedAt, ticket.timeZone),
            hasDoor: door ? 'yes' : 'no',
            door: door ?? '',
            b: (text) => <bdi>{text}</bdi>,
          })}
      </Alert>
    );
  }
  if (state === 'revoked') {
    return (
      <Alert color="red" variant="light" icon={<CrossIcon />} title={t('invalid')}>
        {t('refunded')}
      </Alert>
    );
  }
  if (code === undefined || typedCode === undefined) {
    return (
      <Alert color="gray" variant="light" icon={<AlertIcon />} title={t('noCode')}>
        {t('noCodeText')}
      </Alert>
    );
  }
  const seat = seatOf(ticket, tickets);
  return (
    <Stack align="center" gap="sm">
      <Title order={3} size="h3">
        {t('show')}
      </Title>
      <QrCode text={code} label={t('qr')} />
      <div className={classes.typed}>
        <Text size="sm" c="dimmed">
          {t('say')}
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
