import { createTranslator, type Messages, type NamespaceKeys, type NestedKeyOf } from 'next-intl';

import messages from '../../messages/en.json';

/** next-intl's functions for the server need Next around them. These answer in English. */
export const getLocale = () => Promise.resolve('en');
export const getMessages = () => Promise.resolve(messages);
export const getTranslations = <N extends NamespaceKeys<Messages, NestedKeyOf<Messages>> = never>(
  namespace?: N,
) =>
  Promise.resolve(
    createTranslator({ locale: 'en', messages, ...(namespace !== undefined && { namespace }) }),
  );
