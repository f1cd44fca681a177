const width = 760;
const font = 'font-family="system-ui, sans-serif" font-size="13"';
const colours = ['#2563eb', '#16a34a', '#d97706', '#9333ea'] as const;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${x}" y="${y}" fill="#374151" ${more}>${escape(content)}</text>`;

const page = (title: string, height: number, body: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" ${font}>`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(16, 26, title, 'font-weight="600" font-size="15"'),
    ...body,
    '</svg>',
    '',
  ].join('\n');

const rounded = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** A mark on the bar's line, such as the floor. */
  readonly mark?: number;
}

/** Horizontal bars; what each stands for is written at its end. */
export function barChart(title: string, unit: string, bars: readonly Bar[]): string {
  const [left, right, top, step] = [330, 90, 48, 30];
  const most = Math.max(...bars.flatMap(({ value, mark = 0 }) => [value, mark]));
  const scale = (width - left - right) / most;
  const rows = bars.flatMap(({ label, value, mark }, i) => {
    const y = top + i * step;
    const end = left + value * scale;
    const at = left + (mark ?? 0) * scale;
    return [
      text(left - 10, y + 15, label, 'text-anchor="end"'),
      `<rect x="${left}" y="${y}" width="${(value * scale).toFixed(1)}" height="20" fill="${colours[0]}"/>`,
      ...(mark === undefined
        ? []
        : [`<path d="M${at.toFixed(1)} ${y - 3}v26" stroke="#111827" stroke-width="2"/>`]),
      text(Math.max(end, at) + 8, y + 15, `${rounded(value)} ${unit}`),
    ];
  });
  return page(title, top + bars.length * step + 16, rows);
}

export interface Line {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Lines over a logarithmic x axis. */
export function lineChart(
  title: string,
  { x: xTitle, y: yTitle }: { readonly x: string; readonly y: string },
  lines: readonly Line[],
): string {
  const [left, right, top, bottom, height] = [70, 190, 56, 50, 360];
  const all = lines.flatMap(({ points }) => points);
  const xs = all.map(([x]) => Math.log10(x));
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const most = Math.max(...all.map(([, y]) => y)) * 1.1;
  const px = (x: number): number =>
    left + ((Math.log10(x) - first) / (last - first || 1)) * (width - left - right);
  const py = (y: number): number => height - bottom - (y / most) * (height - top - bottom);
  const ticks = [...new Set(all.map(([x]) => x))];
  return page(title, height, [
    `<path d="M${left} ${top}V${height - bottom}H${width - right}" fill="none" stroke="#9ca3af"/>`,
    ...ticks.map((x) =>
      text(px(x), height - bottom + 18, x.toLocaleString('en'), 'text-anchor="middle"'),
    ),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) =>
      text(left - 8, py(most * share) + 4, rounded(most * share), 'text-anchor="end"'),
    ),
    text((left + width - right) / 2, height - 12, xTitle, 'text-anchor="middle"'),
    text(16, top - 10, yTitle),
    ...lines.flatMap(({ label, points }, i) => {
      const colour = colours[i % colours.length] ?? colours[0];
      const path = points.map(([x, y]) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`).join(' ');
      return [
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...points.map(
          ([x, y]) =>
            `<circle cx="${px(x).toFixed(1)}" cy="${py(y).toFixed(1)}" r="3.5" fill="${colour}"/>`,
        ),
        `<rect x="${width - right + 16}" y="${top + i * 22}" width="12" height="12" fill="${colour}"/>`,
        text(width - right + 34, top + 11 + i * 22, label),
      ];
    }),
  ]);
}
