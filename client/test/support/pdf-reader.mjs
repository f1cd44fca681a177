// A process of its own: the parser loads its worker by import(), which jest does not allow.
import { PDFParse } from 'pdf-parse';

const parts = [];
for await (const part of process.stdin) parts.push(part);
const parser = new PDFParse({ data: new Uint8Array(Buffer.concat(parts)) });
const { text } = await parser.getText();
const { pages } = await parser.getScreenshot({ scale: 2 });
process.stdout.write(JSON.stringify({ text, png: Buffer.from(pages[0].data).toString('base64') }));
