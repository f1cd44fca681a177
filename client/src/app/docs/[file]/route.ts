import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The documents that developers load, by the last part of their path. next.config.ts adds them to the build. */
const documents: Readonly<Record<string, readonly [path: string, type: string]>> = {
  'openapi.yaml': ['openapi.yaml', 'application/yaml'],
  'asyncapi.yaml': ['asyncapi.yaml', 'application/yaml'],
  'postman.json': ['postman/ticketing.postman_collection.json', 'application/json'],
};

export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly file: string }> },
): Promise<Response> {
  const { file } = await params;
  const document = Object.hasOwn(documents, file) ? documents[file] : undefined;
  if (!document) return new Response('Not Found', { status: 404 });
  const [name, type] = document;
  const text = await readFile(path.join(process.cwd(), '../docs', name), 'utf8');
  return new Response(text, { headers: { 'Content-Type': `${type}; charset=utf-8` } });
}
