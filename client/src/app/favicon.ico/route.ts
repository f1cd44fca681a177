import { appIcon } from '@/lib/app-icon';
import { toPng } from '@/lib/server/picture';

const size = 48;

/** Browsers and crawlers request this address without being told. They accept PNG there. */
export const GET = (): Response => toPng(appIcon, size, size);
