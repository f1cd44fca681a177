import express from 'express';
import { MongoClient } from 'mongodb';

/**
 * The least that a server on this stack can do: Express that answers JSON, and Express that writes one document with the
 * driver. What the platform's own services do more than this is what they cost.
 */
const bodies = new Map<string, unknown>();

async function main(): Promise<void> {
  const client = await MongoClient.connect(process.env['MONGO_URI'] ?? '');
  const documents = client.db().collection('floor');
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.json());
  app.put('/json/:name', (request, response) => {
    bodies.set(request.params.name, request.body);
    response.status(204).end();
  });
  app.get('/json/:name', (request, response) => {
    response.json(bodies.get(request.params.name));
  });
  app.post('/insert', async (request, response) => {
    const document = { ...(request.body as object), createdAt: new Date() };
    await documents.insertOne(document);
    response.status(201).json(document);
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object') process.send?.({ port: address?.port });
  });
}

void main();
