import type { Locale as ShopLocale } from '@/lib/locale';

import type messages from '../../messages/en.json';

declare module 'next-intl' {
  /** A key that is not in the English messages does not compile. */
  interface AppConfig {
    Locale: ShopLocale;
    Messages: typeof messages;
  }
}
