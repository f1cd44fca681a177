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
  if (!error) return null;

  const messages = error.items
    .filter(({ field }) => field === undefined || !fields.includes(field))
    .map(({ message }) => message);
  const hasMarkedFields = messages.length < error.items.length;

  return (
    <Alert role="alert" color="red" variant="light" icon={<AlertIcon />}>
      {messages.map((message) => (
        <div key={message}>{message}</div>
      ))}
      {hasMarkedFields && <div>Please correct what is marked below.</div>}
      {error.retryAfterSeconds !== undefined && (
        <div>Please try again in {speakDuration(error.retryAfterSeconds)}.</div>
      )}
    </Alert>
  );
}
