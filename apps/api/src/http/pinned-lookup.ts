import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Semaphore } from '@lockstep/async';
import type { Networks } from './networks.js';

/** The name leads to an address to which nothing is sent. */
export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
  constructor() {
    super('The name leads to an address that is not allowed.');
  }
}

/** Lookups take threads that files need too; a name server that does not answer holds no more than these. */
const lookups = new Semaphore(2);

/**
 * Answers with the addresses of a name that was checked; the socket connects to these and asks nobody again. Every address that the
 * name has must be allowed.
 */
export function pinnedLookup(networks: Networks): LookupFunction {
  return (hostname, { family, hints, all }, callback) => {
    const options = {
      all: true,
      ...(family !== undefined && { family }),
      ...(hints !== undefined && { hints }),
    };
    lookups
      .run(() => lookup(hostname, { ...options, all: true }))
      .then((found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => networks.allows(address))) throw new AddressNotAllowed();
        if (all === true) callback(null, found);
        else callback(null, first.address, first.family);
      })
      .catch((error: unknown) => callback(error as NodeJS.ErrnoException, ''));
  };
}
