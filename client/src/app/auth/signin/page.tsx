import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { SignInForm } from '@/components/credentials-form';
import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { localPath } from '@/lib/paths';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;

  return (
    <Stack gap="xl" maw="26rem" mx="auto">
      <PageTitle title="Sign in">Welcome back.</PageTitle>
      <Panel>
        <SignInForm next={localPath(next)} />
      </Panel>
    </Stack>
  );
}
