import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

/** What one customer of a provider is given of IPv6 is a network of 64 bits: within it he has as many addresses as he likes. */
const networkBytes = 8;

/** Whose limit an address counts for: an IPv4 address, or the network of an IPv6 address. */
export function limitedAddress(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  // An IPv4 address in the form of IPv6 is the same one.
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return Buffer.from(parsed.toByteArray().slice(0, networkBytes)).toString('hex');
}

/** The client's, as the one proxy before us tells it. */
export const clientAddress = (request: Request): string => limitedAddress(request.ip ?? '');
