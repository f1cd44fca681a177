'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { useErrorText } from '@/hooks/use-error-text';
import { useFormats } from '@/hooks/use-formats';
import type { ApiError } from '@/lib/api/api-error';

import { AlertIcon } from './icons';

interface Props {
  readonly error: ApiError | null;
  /** The fields that show their own errors. */
  readonly fields?: readonly string[];
}

export function ErrorAlert({ error, fields = [] }: Props) {
  const t = useTranslations('errors');
  const formats = useFormats();
  const errorText = useErrorText();
  const messages = (error?.items ?? [])
    .filter(({ field }) => field === undefined || !fields.includes(field))
    .map(errorText);
  const wait = error?.retryAfterSeconds;
  if (messages.length === 0 && wait === undefined) return null;

  return (
    <Alert role="alert" color="red" variant="light" icon={<AlertIcon />}>
      {messages.map((message) => (
        <div key={message}>{message}</div>
      ))}
      {wait !== undefined && <div>{t('retry', { duration: formats.duration(wait) })}</div>}
    </Alert>
  );
}
