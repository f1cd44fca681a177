'use client';

import { useTranslations } from 'next-intl';
import 'swagger-ui-dist/swagger-ui.css';

import { Anchor } from '@mantine/core';
import { useEffect, useRef } from 'react';

import classes from './api-document.module.css';

/** The API's routes with a form for each. Its requests carry the visitor's session, so that sign-in works as in the shop. */
export function ApiDocument() {
  const t = useTranslations('apiPage');
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const show = async (): Promise<void> => {
      const { default: SwaggerUI } = await import('swagger-ui-dist/swagger-ui-es-bundle');
      SwaggerUI({
        domNode: element.current,
        url: '/docs/openapi.yaml',
        deepLinking: true,
        // By default a service of another site gets the document's address.
        validatorUrl: 'none',
      });
    };
    void show();
  }, []);

  return (
    <>
      <p className={classes.links}>
        <Anchor href="/docs/openapi.yaml">{t('openapi')}</Anchor>
        <Anchor href="/docs/asyncapi.yaml">{t('asyncapi')}</Anchor>
        <Anchor href="/docs/postman.json">{t('postman')}</Anchor>
      </p>
      <div ref={element} className={classes.document} />
    </>
  );
}
