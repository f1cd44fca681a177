import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { SignUpForm } from '@/components/credentials-form';
import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { localPath } from '@/lib/paths';

export const metadata: Metadata = { title: 'Sign up' };

interface Props {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export default async function SignUpPage({ searchParams }: Props) {
  const { next } = await searchParams;

  return (
    <Stack gap="xl" maw="26rem" mx="auto">
      <PageTitle title="Sign up">One account to buy and to sell.</PageTitle>
      <Panel>
        <SignUpForm next={localPath(next)} />
      </Panel>
    </Stack>
  );
}
