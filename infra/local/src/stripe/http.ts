/** One request to Stripe's API. */
export interface StripeRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Form-encoded: `amount=1999&metadata[orderId]=…`. */
  readonly body: string;
}

export interface StripeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** Sends a request. A rejection is a broken connection. */
export type Transport = (request: StripeRequest) => Promise<StripeAnswer>;

/** Failures of Stripe itself. After `500 after`, the request has had its effect. A key stores both kinds of 500. */
export type Failure = '409' | '429' | '500 before' | '500 after';

export const failureHeader = 'stand-in-failure';

/** The same request, which the ledger then answers with the failure. */
export const withFailure = (request: StripeRequest, failure: Failure): StripeRequest => ({
  ...request,
  headers: { ...request.headers, [failureHeader]: failure },
});

export const keyOf = ({ method, headers }: StripeRequest): string | undefined =>
  method === 'POST' ? headers['idempotency-key'] : undefined;

/** An HTTP client for the `stripe` package that sends its requests to the transport, without a socket. */
export const httpClientOf = (transport: Transport) => ({
  getClientName: () => 'stand-in',
  async makeRequest(
    _host: string,
    _port: string,
    path: string,
    method: string,
    headers: object,
    body: string,
  ) {
    const answer = await transport({ method, path, headers: lowerCase(headers), body });
    return {
      getStatusCode: () => answer.status,
      getHeaders: () => answer.headers,
      getRawResponse: () => ({ statusCode: answer.status, headers: answer.headers }),
      toStream: () => undefined,
      toJSON: () => Promise.resolve(JSON.parse(answer.body) as unknown),
    };
  },
});

export const lowerCase = (headers: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
