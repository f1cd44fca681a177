'use client';

import { Button, Stack, TextInput } from '@mantine/core';

import { useApiForm } from '@/hooks/use-api-form';
import type { TicketDraft } from '@/lib/api/tickets';

import { ErrorAlert } from './error-alert';

interface Props {
  readonly initial?: TicketDraft;
  readonly submitLabel: string;
  readonly send: (draft: TicketDraft) => Promise<void>;
  readonly isLeaving: boolean;
}

const empty: TicketDraft = { title: '', price: '' };

export function TicketForm({ initial = empty, submitLabel, send, isLeaving }: Props) {
  const { form, onSubmit, isBusy, error } = useApiForm<{ title: string; price: string }>(
    initial,
    send,
  );

  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <ErrorAlert error={error} fields={['title', 'price']} />
        <TextInput
          label="Title"
          description="What it is for, where and when: “Jazz at the Harbour, 12 June, row 4”"
          size="md"
          autoComplete="off"
          key={form.key('title')}
          {...form.getInputProps('title')}
        />
        <TextInput
          label="Price"
          description="In US dollars, up to 999,999.99"
          size="md"
          maw="14rem"
          inputMode="decimal"
          autoComplete="off"
          leftSection="$"
          key={form.key('price')}
          {...form.getInputProps('price')}
        />
        <Button type="submit" size="md" loading={isBusy || isLeaving}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
