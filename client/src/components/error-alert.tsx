'use client';

import { Alert } from '@mantine/core';

import type { ApiError } from '@/lib/api/api-error';
import { speakDuration } from '@/lib/format';

import { AlertIcon } from './icons';

interface Props {
  readonly error: ApiError | null;
  /** The fields that show their own errors. */
  readonly fields?: readonly string[];
}

export function ErrorAlert({ error, fields = [] }: Props) {
  const messages = (error?.items ?? [])
    .filter(({ field }) => field === undefined || !fields.includes(field))
    .map(({ message }) => message);
  const wait = error?.retryAfterSeconds;
  if (messages.length === 0 && wait === undefined) return null;

  return (
    <Alert role="alert" color="red" variant="light" icon={<AlertIcon />}>
      {messages.map((message) => (
        <div key={message}>{message}</div>
      ))}
      {wait !== undefined && <div>Please try again in {speakDuration(wait)}.</div>}
    </Alert>
  );
}
