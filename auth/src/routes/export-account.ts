import { currentUserId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Mail } from '../domain/mail';
import type { UserSession } from '../domain/user';
import { accountBody } from './account-body';
import type { RouteDeps } from './route-deps';

export function exportAccount({ profile }: RouteDeps): Router {
  const router = Router();
  router.get('/api/users/account/export', requireAuth, async (request, response) => {
    const { user, mails } = await profile.export(currentUserId(request));
    response.json({
      account: accountBody(user),
      sessions: (user.sessions ?? []).filter(isLive).map(sessionBody),
      mails: mails.map(mailBody),
    });
  });
  return router;
}

const isLive = ({ endsAt }: UserSession): boolean => endsAt.getTime() > Date.now();
const sessionBody = ({ endsAt }: UserSession) => ({ endsAt: endsAt.toISOString() });
const mailBody = ({ kind, state, sentAt }: Mail) => ({
  kind,
  state,
  ...(sentAt && { sentAt: sentAt.toISOString() }),
});
