'use client';

import 'swagger-ui-dist/swagger-ui.css';

import { useEffect, useRef } from 'react';

import classes from './api-document.module.css';

/** The API's routes with a form for each. Its requests carry the visitor's session, so that sign-in works as in the shop. */
export function ApiDocument() {
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const show = async (): Promise<void> => {
      const { default: SwaggerUI } = await import('swagger-ui-dist/swagger-ui-es-bundle');
      SwaggerUI({ domNode: element.current, url: '/docs/openapi.yaml', deepLinking: true });
    };
    void show();
  }, []);

  return (
    <>
      <p className={classes.links}>
        <a href="/docs/openapi.yaml">OpenAPI</a>
        <a href="/docs/asyncapi.yaml">AsyncAPI: the events</a>
        <a href="/docs/postman.json">Postman collection</a>
      </p>
      <div ref={element} className={classes.document} />
    </>
  );
}
