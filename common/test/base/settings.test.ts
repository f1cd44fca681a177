import { busConfig, integer, required, serviceConfig, sessionConfig } from '@ticketing-dev/common';

const bus = { NATS_URL: 'nats://nats:4222', NATS_CLUSTER_ID: 'ticketing', NATS_CLIENT_ID: 'a-1' };

describe('the settings', () => {
  it.each(['\n', '\r\n', ' ', '\t'])('drop %j around a value, as a file leaves it there', (end) => {
    expect(sessionConfig({ JWT_KEY: `a key${end}`, JWT_KEY_PREVIOUS: `another${end}` })).toEqual({
      jwtKey: 'a key',
      jwtKeyPrevious: 'another',
    });
    expect(busConfig({ ...bus, NATS_CLUSTER_ID: `${end}ticketing${end}` }).clusterId).toBe(
      'ticketing',
    );
    expect(integer({ N: `7${end}` }, 'N', 1)).toBe(7);
    expect(serviceConfig({ LOG_LEVEL: `warn${end}` }).logLevel).toBe('warn');
  });

  it.each([undefined, '', ' ', '\n'])('count %j as not set', (value) => {
    expect(() => required({ KEY: value }, 'KEY', 'make one')).toThrow('KEY is not set: make one');
  });

  it.each(['NATS_CLUSTER_ID', 'NATS_CLIENT_ID'])(
    'refuse a value of %s that no server accepts',
    (name) => {
      expect(() => busConfig({ ...bus, [name]: 'two words' })).toThrow(
        `${name} may have letters, digits, - and _ only, not 'two words'`,
      );
    },
  );

  it.each(['0', '-1', '1.5', '1e3', 'many', '11'])(
    'name the allowed numbers if the value is %s',
    (value) => {
      expect(() => integer({ N: value }, 'N', 1, { max: 10 })).toThrow(
        `N must be a whole number from 1 to 10, not '${value}'`,
      );
    },
  );
});
