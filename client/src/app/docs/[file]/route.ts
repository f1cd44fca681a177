import { readFile } from 'node:fs/promises';
import path from 'node:path';

interface Document {
  readonly type: string;
  /** Has the whole path in it: Next adds the files that such calls name to the build, and a folder if it is less. */
  read(): Promise<string>;
}

/** The documents that developers load, by the last part of their path. */
const documents: Readonly<Record<string, Document>> = {
  'openapi.yaml': {
    type: 'application/yaml',
    read: () => readFile(path.join(process.cwd(), '../docs/openapi.yaml'), 'utf8'),
  },
  'asyncapi.yaml': {
    type: 'application/yaml',
    read: () => readFile(path.join(process.cwd(), '../docs/asyncapi.yaml'), 'utf8'),
  },
  'postman.json': {
    type: 'application/json',
    read: () =>
      readFile(
        path.join(process.cwd(), '../docs/postman/ticketing.postman_collection.json'),
        'utf8',
      ),
  },
};

export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly file: string }> },
): Promise<Response> {
  const { file } = await params;
  const document = Object.hasOwn(documents, file) ? documents[file] : undefined;
  if (!document) return new Response('Not Found', { status: 404 });
  const headers = { 'Content-Type': `${document.type}; charset=utf-8` };
  return new Response(await document.read(), { headers });
}
