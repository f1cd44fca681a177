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
    const text = 'Your sales cannot be read now. Please try again in a moment.';
    const headers = { ...noStore, 'Content-Type': 'text/plain; charset=utf-8' };
    return new Response(text, { status: 503, headers });
  }
}
