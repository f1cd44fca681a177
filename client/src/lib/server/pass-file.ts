import { getTranslations } from 'next-intl/server';
import 'server-only';

import type { PassBody } from '@ticketing-dev/common/contracts';

import { ApiError } from '@/lib/api/api-error';
import { showPass } from '@/lib/api/passes';
import { orderPath, signInPath } from '@/lib/paths';

import { currentCaller } from './caller';
import { currentSession } from './loaders';

interface PassFile {
  readonly type: string;
  readonly name: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/**
 * Answers with a file for the buyer of an order.
 *
 * @param make returns null if there is no such file for the pass
 */
export async function sendPassFile(
  orderId: string,
  make: (pass: PassBody) => PassFile | null | Promise<PassFile | null>,
): Promise<Response> {
  const t = await getTranslations('pass');
  try {
    const file = await make(await showPass(orderId, await currentCaller()));
    return file ? send(file) : sentence(404, t('noFile'));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404) return sentence(404, t('noTicket'));
    if (error.status !== 401) {
      return sentence(503, t('later'));
    }
    const { user } = await currentSession();
    if (user) return sentence(404, t('noTicket'));
    return answer(null, 303, { Location: signInPath(orderPath(orderId)) });
  }
}

const send = ({ type, name, content }: PassFile): Response =>
  answer(content, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
  });

const sentence = (status: number, text: string): Response =>
  answer(text, status, { 'Content-Type': 'text/plain; charset=utf-8' });

const answer = (body: BodyInit | null, status: number, headers: Record<string, string>): Response =>
  new Response(body, { status, headers: { ...headers, 'Cache-Control': 'no-store' } });
