declare module 'swagger-ui-dist/swagger-ui-es-bundle' {
  /** https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/ */
  export default function SwaggerUI(options: {
    readonly domNode: HTMLElement | null;
    readonly url: string;
    readonly deepLinking?: boolean;
    readonly validatorUrl?: string;
  }): unknown;
}
