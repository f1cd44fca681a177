import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Alert, alertRules, findPrometheus } from '@ticketing-dev/local';

import { repository } from './support/tools';

const alerts = alertRules().groups.flatMap(({ rules }) => rules);

/** What Prometheus reads of one alert: each series with its samples, one for every minute. */
interface Case {
  readonly firing: Readonly<Record<string, string>>;
  readonly quiet: Readonly<Record<string, string>>;
  /** The labels of the series that fires. */
  readonly labels?: Readonly<Record<string, string>>;
}

const gauge = (series: string, bad: number, good = 0, labels = {}): Case => ({
  firing: { [series]: `${bad}x90` },
  quiet: { [series]: `${good}x90` },
  labels,
});

/** All samples of a histogram are in the bucket with this bound. */
const histogram = (series: (bucket: string) => string, fast: string, slow: string): Case => ({
  firing: { [series(fast)]: '0x90', [series(slow)]: '0+60x90', [series('+Inf')]: '0+60x90' },
  quiet: { [series(fast)]: '0+60x90', [series(slow)]: '0+60x90', [series('+Inf')]: '0+60x90' },
});

const orders = { app: 'orders' };

const cases: Readonly<Record<string, Case>> = {
  TicketSoldTwice: gauge('tickets_sold_twice', 1),
  OrderPaidWithoutTicket: gauge('orders_paid_without_ticket', 1),
  CancelledOrderCharged: gauge('payments_captured_of_cancelled_orders', 1),
  PaymentCannotBeCaptured: {
    firing: { 'payments_total{state="capture_failed"}': '0x30 1x60' },
    quiet: { 'payments_total{state="captured"}': '0+1x90' },
  },
  MessagesParked: gauge('parked_messages{app="orders"}', 1, 0, orders),
  ServiceDown: gauge('up{job="node-service", app="orders"}', 0, 1, {
    ...orders,
    job: 'node-service',
  }),
  BusDown: gauge('bus_connected{app="orders"}', 0, 1, orders),
  DatabaseDown: gauge('database_connected{app="orders"}', 0, 1, orders),
  DatabaseFails: {
    firing: { 'database_operation_errors_total{app="orders"}': '0+60x90' },
    quiet: { 'database_operation_errors_total{app="orders"}': '0x90' },
    labels: orders,
  },
  StripeFails: {
    firing: { 'stripe_call_duration_seconds_count{outcome="unknown"}': '0+60x90' },
    quiet: { 'stripe_call_duration_seconds_count{outcome="authorised"}': '0+60x90' },
  },
  OutboxLags: gauge('outbox_oldest_age_seconds{app="orders"}', 61, 59, orders),
  EventsHandledLate: {
    ...histogram((le) => `listener_lag_seconds_bucket{app="orders", le="${le}"}`, '60', '300'),
    labels: orders,
  },
  HoldsOverdue: gauge('orders_holds_overdue', 1),
  ReservationsExpireLate: histogram(
    (le) => `order_expiry_lateness_seconds_bucket{le="${le}"}`,
    '30',
    '60',
  ),
  PaymentsUnsettled: gauge('payments_oldest_unsettled_age_seconds', 3_601, 3_599),
  MailsWait: {
    firing: { mails_waiting: '1x90', 'mails_total{outcome="delayed"}': '0+1x90' },
    quiet: { mails_waiting: '1x90', 'mails_total{outcome="delayed"}': '0x90' },
  },
  MailsDropped: {
    firing: { 'mails_total{outcome="dropped"}': '0+1x90' },
    quiet: { 'mails_total{outcome="dropped"}': '0x90' },
  },
  RequestsFail: {
    firing: {
      'http_requests_total{app="orders", status="500"}': '0+60x90',
      'http_requests_total{app="orders", status="200"}': '0+60x90',
    },
    quiet: {
      'http_requests_total{app="orders", status="404"}': '0+60x90',
      'http_requests_total{app="orders", status="200"}': '0+60x90',
    },
    labels: orders,
  },
  RequestsSlow: {
    ...histogram(
      (le) => `http_request_duration_seconds_bucket{app="orders", le="${le}"}`,
      '2.5',
      '5',
    ),
    labels: orders,
  },
  EventLoopBlocked: gauge('nodejs_eventloop_lag_p99_seconds{app="orders"}', 0.6, 0.4, orders),
  LimitsReachedOften: {
    firing: { 'limits_reached_total{limit="sign-ins"}': '0+120x90' },
    quiet: { 'limits_reached_total{limit="sign-ins"}': '0+6x90' },
    labels: { limit: 'sign-ins' },
  },
  SignInsFail: {
    firing: { 'sign_ins_total{outcome="failed"}': '0+120x90' },
    quiet: { 'sign_ins_total{outcome="succeeded"}': '0+120x90' },
  },
  LivePagesFull: gauge('live_streams{app="orders"}', 4_501, 4_499, orders),
};

describe('every alert', () => {
  let folder = '';
  let promtool = '';
  beforeAll(async () => {
    ({ promtool } = await findPrometheus());
    folder = mkdtempSync(path.join(tmpdir(), 'alerts-'));
    writeFileSync(path.join(folder, 'rules.yaml'), JSON.stringify(alertRules()));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What promtool finds wrong: nothing if exactly these alerts fire after an hour. */
  function wrong({ alert, labels, annotations }: Alert, series: object, firing: object[]): string {
    const test = {
      rule_files: ['rules.yaml'],
      tests: [
        {
          interval: '1m',
          input_series: Object.entries(series).map(([name, values]) => ({
            series: name,
            values: String(values),
          })),
          alert_rule_test: [
            {
              eval_time: '60m',
              alertname: alert,
              exp_alerts: firing.map((more) => ({
                exp_labels: { ...labels, ...more },
                exp_annotations: annotations,
              })),
            },
          ],
        },
      ],
    };
    writeFileSync(path.join(folder, 'test.yaml'), JSON.stringify(test));
    try {
      execFileSync(promtool, ['test', 'rules', 'test.yaml'], { cwd: folder, stdio: 'pipe' });
      return '';
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout: Buffer; readonly stderr: Buffer };
      return `promtool fails: ${String(stdout)}${String(stderr)}`;
    }
  }

  it('is tested', () => {
    expect(Object.keys(cases).sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  });

  it('is written as promtool requires', () => {
    expect(() =>
      execFileSync(promtool, ['check', 'rules', 'rules.yaml'], { cwd: folder, stdio: 'pipe' }),
    ).not.toThrow();
  });

  it.each(alerts.map((alert) => [alert.alert, alert] as const))(
    '%s fires under its fault, and only then',
    (name, alert) => {
      const { firing, quiet, labels = {} } = cases[name] ?? { firing: {}, quiet: {} };

      expect(wrong(alert, firing, [labels])).toBe('');
      expect(wrong(alert, quiet, [])).toBe('');
    },
  );

  it.each(alerts.map(({ alert, annotations }) => [alert, annotations.runbook_url]))(
    '%s has its page in the runbook',
    (_name, url) => {
      const [, page = ''] = /\/blob\/main\/(docs\/runbook\/[\w-]+\.md)$/.exec(url) ?? [];

      expect(existsSync(path.join(repository, page))).toBe(true);
    },
  );
});
