import express from 'express';
import { MongoClient } from 'mongodb';

/**
 * The baseline of the routes: Express that returns JSON, and Express that inserts one document with the driver. What a
 * service costs more than this is the platform's own cost.
 */
const bodies = new Map<string, unknown>();
const documents = new MongoClient(process.env['MONGO_URI'] ?? '').db().collection('baseline');
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
process.once('disconnect', () => process.exit());
