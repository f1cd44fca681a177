import { notFound } from 'next/navigation';

import { appIcon } from '@/lib/app-icon';
import { toPng } from '@/lib/server/picture';

/** The sizes that phones ask for: Apple's, and those of the manifest. */
const sizes: readonly string[] = ['180', '192', '512'];

interface Context {
  readonly params: Promise<{ readonly size: string }>;
}

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { size } = await params;
  if (!sizes.includes(size)) notFound();
  return toPng(appIcon, Number(size), Number(size));
}
