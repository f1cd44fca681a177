import { getTranslations } from 'next-intl/server';

import { ApiError } from '@/lib/api/api-error';
import { salesPath, signInPath } from '@/lib/paths';
import { currentCaller } from '@/lib/server/caller';
import { salesCsv } from '@/lib/server/sales-csv';

const noStore = { 'Cache-Control': 'no-store' };

export async function GET(): Promise<Response> {
  try {
    return new Response(await salesCsv(await currentCaller()), {
      headers: {
        ...noStore,
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': 'attachment; filename="sales.csv"',
      },
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) {
      const headers = { ...noStore, Location: signInPath(salesPath) };
      return new Response(null, { status: 303, headers });
    }
    const t = await getTranslations('sales');
    const headers = { ...noStore, 'Content-Type': 'text/plain; charset=utf-8' };
    return new Response(t('later'), { status: 503, headers });
  }
}
