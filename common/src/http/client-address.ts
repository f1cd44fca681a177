import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

/** A provider gives each customer an IPv6 network with a prefix of 64 bits. The customer can use any address in it. */
const networkBytes = 8;

/** The key by which limits count an address: an IPv4 address itself, or the network of an IPv6 address. */
export function limitedAddress(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  // Converts an IPv4 address that is written in IPv6 form.
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return Buffer.from(parsed.toByteArray().slice(0, networkBytes)).toString('hex');
}

/** The key of the client's address, which the one proxy before the service sends. */
export const clientAddress = (request: Request): string => limitedAddress(request.ip ?? '');
