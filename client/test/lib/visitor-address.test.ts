import { visitorAddress } from '@/lib/server/visitor-address';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8::7', '2001:db8::7'],
  ['10.0.0.1, 203.0.113.7', '203.0.113.7'],
  ['127.0.0.1,evil, 203.0.113.7 ', '203.0.113.7'],
  ['203.0.113.7, unknown', null],
  ['203.0.113.7,', null],
  ['', null],
  [null, null],
])('of %p, the entry of the ingress is %p', (forwardedFor, address) => {
  expect(visitorAddress(forwardedFor)).toBe(address);
});
