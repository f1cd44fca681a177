'use client';

import { Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useId, useState } from 'react';

import type { ApiError } from '@/lib/api/api-error';
import { detailInputs, type TicketDraft } from '@/lib/api/tickets';

import classes from './detail-inputs.module.css';

interface Props {
  readonly form: UseFormReturnType<Required<TicketDraft>>;
  readonly error: ApiError | null;
  /** Whether the ticket has such details already. */
  readonly isFilled: boolean;
}

/** The optional fields about event and seat. They are folded, because a title and a price are enough to sell. */
export function DetailInputs({ form, error, isFilled }: Props) {
  const t = useTranslations('sell');
  const common = useTranslations('common');
  const [isOpen, setIsOpen] = useState(isFilled);
  const [zones, setZones] = useState<string[]>([]);
  const zonesId = useId();
  // A field must be visible to get the focus with its error.
  const isWrong = error?.items.some(({ field }) => detailInputs.some((name) => name === field));

  useEffect(() => {
    if (isFilled) setIsOpen(true);
  }, [isFilled]);

  // Here, because a server knows neither the visitor's time zone nor the browser's list.
  const fillZones = useEffectEvent(() => {
    setZones(Intl.supportedValuesOf('timeZone'));
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (!form.getValues().timeZone) form.setFieldValue('timeZone', timeZone);
  });
  useEffect(() => {
    fillZones();
  }, []);

  const field = (name: (typeof detailInputs)[number]) => form.getInputProps(name);

  return (
    <details
      className={classes.fold}
      open={isOpen || isWrong}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className={classes.summary}>{t('details')}</summary>
      <Stack mt="md">
        <TextInput
          key={form.key('eventName')}
          label={common('event')}
          dir="auto"
          autoComplete="off"
          {...field('eventName')}
        />
        <Group grow align="start" className={classes.pair}>
          <TextInput
            key={form.key('startsAt')}
            label={t('start')}
            type="datetime-local"
            {...field('startsAt')}
          />
          <TextInput
            key={form.key('timeZone')}
            label={t('timeZone')}
            list={zonesId}
            autoComplete="off"
            {...field('timeZone')}
          />
        </Group>
        <datalist id={zonesId}>
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <Group grow align="start" className={classes.pair}>
          <TextInput
            key={form.key('venue')}
            label={t('venue')}
            dir="auto"
            autoComplete="off"
            {...field('venue')}
          />
          <TextInput
            key={form.key('city')}
            label={t('city')}
            dir="auto"
            autoComplete="off"
            {...field('city')}
          />
        </Group>
        <Group grow align="start" className={classes.triple}>
          <TextInput
            key={form.key('section')}
            label={t('section')}
            autoComplete="off"
            {...field('section')}
          />
          <TextInput key={form.key('row')} label={t('row')} autoComplete="off" {...field('row')} />
          <TextInput
            key={form.key('seat')}
            label={t('seat')}
            autoComplete="off"
            {...field('seat')}
          />
        </Group>
        <TextInput
          key={form.key('faceValue')}
          label={t('faceValue')}
          description={t('faceValueHelp')}
          maw="14rem"
          inputMode="decimal"
          autoComplete="off"
          leftSection="$"
          {...field('faceValue')}
        />
        <Textarea
          key={form.key('description')}
          label={t('description')}
          dir="auto"
          autosize
          minRows={2}
          {...field('description')}
        />
      </Stack>
    </details>
  );
}
