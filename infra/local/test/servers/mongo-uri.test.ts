import { mongoUri } from '../../src/servers/mongo-uri';

describe("a database's URI", () => {
  it.each([
    ['mongodb://h:1', 'mongodb://h:1/auth?w=majority&journal=true'],
    ['mongodb://h:1/', 'mongodb://h:1/auth?w=majority&journal=true'],
    ['mongodb://h:1/demo', 'mongodb://h:1/demo-auth?w=majority&journal=true'],
    [
      'mongodb://u:p@a:1,b:2/?replicaSet=rs&w=1',
      'mongodb://u:p@a:1,b:2/auth?w=1&journal=true&replicaSet=rs',
    ],
    ['mongodb+srv://cloud.example', 'mongodb+srv://cloud.example/auth?w=majority&journal=true'],
  ])('on %s is %s', (base, uri) => {
    expect(mongoUri(base, 'auth')).toBe(uri);
  });

  it('is not made of anything else', () => {
    expect(() => mongoUri('localhost:27017', 'auth')).toThrow('MONGO_URI must look like');
  });
});
