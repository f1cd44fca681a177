import { Postman, readCollection } from '../../support/postman';

const collection = readCollection();
const requests = collection.item.flatMap(({ name, item }) =>
  item.map((request) => [`${name}: ${request.name}`, request] as const),
);

describe('the Postman collection, from top to bottom', () => {
  const postman = new Postman(collection);

  it.each(requests)('%s', async (_name, request) => {
    await expect(postman.send(request)).resolves.toBeUndefined();
  });
});
