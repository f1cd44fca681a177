import { getRequestConfig } from 'next-intl/server';

import { currentLocale } from './current-locale';
import { loadMessages } from './load-messages';

/** next-intl calls it for every page. The plugin in next.config.ts names this file. */
export default getRequestConfig(async () => {
  const locale = await currentLocale();
  return { locale, messages: await loadMessages(locale), timeZone: 'UTC' };
});
