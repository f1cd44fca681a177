'use client';

import { Button, Group, Loader, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { useDoor } from '@/hooks/use-door';

import { OpenDoor } from './open-door';
import { PageMessage } from './page-message';

/** The page of a door's link. */
export function Door() {
  const t = useTranslations('door');
  const common = useTranslations('common');
  const { phase, open, refuse } = useDoor();

  return (
    <section id="door" aria-label={t('title')}>
      {phase.name === 'open' ? (
        <OpenDoor door={phase.door} onRefused={() => void refuse(phase.door)} />
      ) : phase.name === 'opening' ? (
        <Group role="status">
          <Loader size="sm" />
          <Text>{t('opening')}</Text>
        </Group>
      ) : phase.name === 'refused' ? (
        <PageMessage isPageTitle title={t('refused')}>
          {t('refusedText')}
          {phase.unsent > 0 && ` ${t('refusedUnsent', { count: phase.unsent })}`}
        </PageMessage>
      ) : phase.name === 'no-link' ? (
        <PageMessage isPageTitle title={t('noLink')}>
          {t('noLinkText')}
        </PageMessage>
      ) : phase.name === 'no-storage' ? (
        <PageMessage isPageTitle title={t('noStorage')}>
          {t('noStorageText')}
        </PageMessage>
      ) : (
        <PageMessage
          isPageTitle
          title={t('away')}
          action={<Button onClick={() => void open()}>{common('tryAgain')}</Button>}
        >
          {t('awayText')}
        </PageMessage>
      )}
    </section>
  );
}
