import { readConfig } from '../src/config';

const env = {
  MONGO_URI: 'mongodb://localhost/tickets',
  JWT_KEY: 'a key for tests that is longer than 32 bytes',
  NATS_URL: 'http://localhost:4222',
  NATS_CLUSTER_ID: 'ticketing',
  NATS_CLIENT_ID: 'tickets-1',
};
const strong = 'x'.repeat(32);

describe('the settings of passes', () => {
  it('are optional', () => {
    expect(readConfig(env).passKeys).toEqual({ secret: undefined, previous: [] });
    expect(readConfig({ ...env, PASS_KEY: ' ', PASS_KEY_PREVIOUS: '' }).passKeys).toEqual({
      secret: undefined,
      previous: [],
    });
  });

  it('are a key, and older keys with commas between them', () => {
    const given = { ...env, PASS_KEY: 'new', PASS_KEY_PREVIOUS: 'old, older,' };

    expect(readConfig(given).passKeys).toEqual({ secret: 'new', previous: ['old', 'older'] });
  });

  it('must be strong if REQUIRE_STRONG_KEY says so', () => {
    const strict = { ...env, REQUIRE_STRONG_KEY: 'true' };

    expect(readConfig({ ...strict, PASS_KEY: strong }).passKeys.secret).toBe(strong);
    expect(() => readConfig({ ...strict, PASS_KEY: 'short' })).toThrow(
      /^PASS_KEY has fewer than 32 bytes/,
    );
    expect(() => readConfig({ ...strict, PASS_KEY_PREVIOUS: `${strong},short` })).toThrow(
      /^PASS_KEY_PREVIOUS has fewer than 32 bytes/,
    );
  });
});
