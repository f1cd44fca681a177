import { shortId } from '@/lib/format';
import { sendPassFile } from '@/lib/server/pass-file';
import { currentPassWords } from '@/lib/server/pass-words';
import { readPdfFonts } from '@/lib/server/pdf-fonts';
import { ticketPdf } from '@/lib/server/ticket-pdf';

export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly orderId: string }> },
): Promise<Response> {
  const { orderId } = await params;
  return sendPassFile(orderId, async (pass) => ({
    type: 'application/pdf',
    name: `ticket-${shortId(pass.orderId)}.pdf`,
    content: await ticketPdf(pass, await readPdfFonts(), await currentPassWords()),
  }));
}
