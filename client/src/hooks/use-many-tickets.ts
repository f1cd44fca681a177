'use client';

import type { BulkReportBody } from '@ticketing-dev/common/contracts';
import { useCallback, useEffect, useState } from 'react';

import { createTickets } from '@/lib/api/tickets';
import { newKey } from '@/lib/new-key';
import { manyTicketsPath } from '@/lib/paths';
import { tabMemory } from '@/lib/tab-memory';
import type { TicketLine, WrongLine } from '@/lib/ticket-lines';

import { useRequest } from './use-request';
import { useSignInRedirect } from './use-sign-in-redirect';

const partSize = 50;
const memoryKey = `many:${manyTicketsPath}`;

/** Some lines, which are sent together under one idempotency key. */
interface Part {
  readonly key: string;
  readonly lines: readonly TicketLine[];
}

/** How far the sending is. */
export interface Progress {
  /** What is not sent yet. The answer of the first one may be lost: it is sent again with its key. */
  readonly parts: readonly Part[];
  readonly total: number;
  /** How many tickets are on sale. */
  readonly made: number;
  readonly wrong: readonly WrongLine[];
}

/**
 * Puts many tickets on sale, part by part. Each part has an idempotency key, so that it can be sent again after a lost
 * answer. The progress is stored in the tab, so that it survives a reload and a sign-in.
 */
export function useManyTickets() {
  const [progress, setProgress] = useState<Progress | null>(null);
  const orSignIn = useSignInRedirect(manyTicketsPath);

  useEffect(() => {
    const recalled = tabMemory.recall(memoryKey);
    if (isProgress(recalled)) setProgress(recalled);
  }, []);

  const note = useCallback((now: Progress | null) => {
    setProgress(now);
    if (now && (now.parts.length > 0 || now.wrong.length > 0)) tabMemory.keep(memoryKey, now);
    else tabMemory.forget(memoryKey);
  }, []);

  const { run, isBusy, error } = useRequest(
    useCallback(
      async (start: Progress) => {
        let now = start;
        note(now);
        for (let [part] = now.parts; part; [part] = now.parts) {
          const drafts = part.lines.map(({ draft }) => draft);
          const report = await orSignIn(createTickets(drafts, part.key));
          now = afterPart(now, part, report);
          note(now);
        }
      },
      [note, orSignIn],
    ),
    { saysSo: true },
  );

  return {
    progress,
    isBusy,
    error,
    send: (lines: readonly TicketLine[], made = 0) =>
      run({ parts: toParts(lines), total: made + lines.length, made, wrong: [] }),
    /** Sends what is not sent yet, and again what has no answer. */
    resume: () => (progress ? run(progress) : undefined),
    restart: () => note(null),
  };
}

function toParts(lines: readonly TicketLine[]): readonly Part[] {
  const count = Math.ceil(lines.length / partSize);
  return Array.from({ length: count }, (_, index) => ({
    key: newKey(),
    lines: lines.slice(index * partSize, (index + 1) * partSize),
  }));
}

function afterPart(before: Progress, part: Part, { results }: BulkReportBody): Progress {
  const wrong = results.flatMap((result): WrongLine[] => {
    const line = part.lines[result.line - 1];
    return 'errors' in result && line ? [{ ...line, errors: result.errors }] : [];
  });
  return {
    ...before,
    parts: before.parts.slice(1),
    made: before.made + results.length - wrong.length,
    wrong: [...before.wrong, ...wrong],
  };
}

function isProgress(value: unknown): value is Progress {
  return (
    typeof value === 'object' &&
    value !== null &&
    'parts' in value &&
    Array.isArray(value.parts) &&
    'wrong' in value &&
    Array.isArray(value.wrong)
  );
}
