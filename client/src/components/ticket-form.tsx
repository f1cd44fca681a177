'use client';

import { Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { detailInputs, type TicketDraft } from '@/lib/api/tickets';

import { BusyButton } from './busy-button';
import { DetailInputs } from './detail-inputs';
import { ErrorAlert } from './error-alert';

interface Props {
  readonly initial?: TicketDraft;
  /** Input from an earlier session. It replaces `initial`. */
  readonly draft: TicketDraft | null;
  readonly submitLabel: string;
  readonly send: (draft: TicketDraft) => Promise<void>;
  readonly isLeaving: boolean;
}

const noDetails = Object.fromEntries(detailInputs.map((name) => [name, '']));
const empty: TicketDraft = { title: '', price: '' };

export function TicketForm({ initial = empty, draft, submitLabel, send, isLeaving }: Props) {
  const t = useTranslations('sell');
  const { form, onSubmit, isBusy, error } = useApiForm<Required<TicketDraft>>(
    { ...noDetails, ...initial } as Required<TicketDraft>,
    send,
  );
  const { setValues } = form;
  useEffect(() => {
    if (draft) setValues({ ...draft });
  }, [draft, setValues]);

  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <ErrorAlert error={error} fields={['title', 'price', ...detailInputs]} />
        <TextInput
          label={t('name')}
          name="title"
          required
          description={t('nameHelp')}

          autoComplete="off"
          dir="auto"
          key={form.key('title')}
          {...form.getInputProps('title')}
        />
        <TextInput
          label={t('price')}
          name="price"
          required
          description={t('priceHelp')}

          maw="14rem"
          inputMode="decimal"
          autoComplete="off"
          leftSection="$"
          key={form.key('price')}
          {...form.getInputProps('price')}
        />
        <DetailInputs form={form} error={error} isFilled={hasDetails(draft ?? initial)} />
        <BusyButton type="submit" isBusy={isBusy || isLeaving}>
          {submitLabel}
        </BusyButton>
      </Stack>
    </form>
  );
}

const hasDetails = (draft: TicketDraft): boolean => detailInputs.some((name) => draft[name]);
