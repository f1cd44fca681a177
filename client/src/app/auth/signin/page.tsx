import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { SignInForm } from '@/components/credentials-form';
import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { WhySignIn } from '@/components/why-sign-in';
import { localPath } from '@/lib/paths';
import { findTicketToBuy, leaveIfSignedIn } from '@/lib/server/loaders';
import { errorsOf } from '@/lib/sign-in-errors';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  readonly searchParams: Promise<{
    readonly next?: string | string[];
    readonly error?: string | string[];
  }>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { next: asked, error } = await searchParams;
  const next = localPath(asked);
  await leaveIfSignedIn(next);
  const ticket = await findTicketToBuy(next);

  return (
    <Stack gap="xl" maw="26rem" mx="auto">
      <PageTitle title="Sign in">
        {ticket ? <WhySignIn how="Sign in" ticket={ticket} /> : 'Welcome back.'}
      </PageTitle>
      <Panel>
        <SignInForm next={next} errors={errorsOf(error)} />
      </Panel>
    </Stack>
  );
}
