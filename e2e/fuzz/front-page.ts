import type { Sent } from './request';
import { type Answer, send } from './send';

const frontPage: Sent = {
  service: 'client',
  isForOperators: false,
  what: 'front page',
  method: 'GET',
  path: '/',
  headers: {},
  body: undefined,
};

/** What an address without the client says where a page is wanted; undefined where the pages are there. */
export async function absenceOfPages(base: URL): Promise<Answer | undefined> {
  const answer = await send(base, frontPage);
  return answer.status === 503 ? answer : undefined;
}

const isOfApi = ({ raw, path }: Sent): boolean =>
  raw === undefined && /^\/api(\/|\?|$)/i.test(path);

/** Whether an answer says of a page what the front page's said, and nothing else. Under /api nothing is excused. */
export const saysOnlyThat = (absence: Answer | undefined, sent: Sent, answer: Answer): boolean =>
  absence !== undefined &&
  !isOfApi(sent) &&
  answer.status === absence.status &&
  (answer.type === absence.type || (answer.type === 'raw' && answer.body.includes(absence.body)));
