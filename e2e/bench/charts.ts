import type { Row } from './measure';

interface Chart {
  readonly title: string;
  readonly isHorizontal: boolean;
  readonly axis: string;
  readonly names: readonly string[];
  readonly bars: readonly number[];
  readonly line?: readonly number[];
}

const look = {
  xyChart: { width: 900 },
  themeVariables: { xyChart: { plotColorPalette: '#4682b4, #d2691e' } },
};

/** Mermaid, which GitHub draws. A name may occur only once. */
function draw({ title, isHorizontal, axis, names, bars, line = [] }: Chart): string {
  const values = (numbers: readonly number[]) =>
    `[${numbers.map((each) => Number(each.toPrecision(3))).join(', ')}]`;
  return [
    '```mermaid',
    `%%{init: ${JSON.stringify(look)}}%%`,
    `xychart-beta${isHorizontal ? ' horizontal' : ''}`,
    `  title "${title}"`,
    `  x-axis [${names.map((name) => `"${name}"`).join(', ')}]`,
    `  y-axis "${axis}" 0 --> ${Math.max(...bars, ...line).toPrecision(3)}`,
    `  bar ${values(bars)}`,
    ...(line.length > 0 ? [`  line ${values(line)}`] : []),
    '```',
  ].join('\n');
}

/** The charts of a section, where it has rows for them. */
export function chartsOf(section: string, rows: readonly Row[]): string[] {
  const compared = rows.filter(({ baseline }) => section === 'routes' && baseline);
  const purchases = rows.filter(
    ({ name, latency }) => name?.startsWith('whole purchases') && latency,
  );
  return [
    ...(compared.length === 0
      ? []
      : [
          draw({
            title: 'Requests a second by route (bars), and of the baseline (line)',
            isHorizontal: true,
            axis: 'thousands a second',
            names: compared.map(({ name = '' }) => name),
            bars: compared.map(({ perSecond = 0 }) => perSecond / 1000),
            line: compared.map(({ baseline }) => (baseline?.perSecond ?? 0) / 1000),
          }),
        ]),
    ...(purchases.length === 0
      ? []
      : [
          draw({
            title: 'p99 of whole purchases by rate',
            isHorizontal: false,
            axis: 'ms',
            names: purchases.map(({ name, latency }) =>
              [`${latency?.perSecond ?? ''}/s`, name?.split(', ')[1]].join(' '),
            ),
            bars: purchases.map(({ latency }) => latency?.p99 ?? 0),
          }),
        ]),
  ];
}
