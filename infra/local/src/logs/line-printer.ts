import { prettyFactory } from 'pino-pretty';

import type { LogLine } from './read-logs';

/** How lines are printed. */
export interface PrintOptions {
  /** One JSON object for each line, for programs. */
  readonly json: boolean;
  readonly colours: boolean;
  /** The longest name of a process, so that the columns stand below each other. */
  readonly width: number;
}

/** Fields that every line has, or that its text says already. */
const hidden = 'service,aggregate,subject,version,fields';

/** Makes a line for people, or for programs. */
export function linePrinter({ json, colours, width }: PrintOptions): (line: LogLine) => string {
  if (json) {
    return ({ process, text, fields }) =>
      fields ? text : JSON.stringify({ service: process, msg: text });
  }
  const pretty = prettyFactory({
    colorize: colours,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: hidden,
    singleLine: true,
  });
  return ({ process, text, fields }) => {
    const name = `${process.padEnd(width)} | `;
    const readable = fields ? pretty(fields) : text;
    return readable.trimEnd().replace(/^/gm, name);
  };
}
