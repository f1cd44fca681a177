import { shortId } from '@/lib/format';
import { orderPath } from '@/lib/paths';
import { eventCalendar } from '@/lib/server/event-calendar';
import { sendPassFile } from '@/lib/server/pass-file';
import { currentPassWords } from '@/lib/server/pass-words';
import { shopAddress } from '@/lib/server/shop-address';

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly orderId: string }> },
): Promise<Response> {
  const { orderId } = await params;
  const shop = shopAddress(request.headers);
  const words = await currentPassWords();
  return sendPassFile(orderId, (pass) => {
    const content = eventCalendar(pass, shop && `${shop}${orderPath(pass.orderId)}`, words);
    const name = `event-${shortId(pass.orderId)}.ics`;
    return content === null ? null : { type: 'text/calendar; charset=utf-8', name, content };
  });
}
