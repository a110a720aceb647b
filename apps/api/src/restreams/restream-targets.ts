import { isIP, type LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { PushFailed, type RtmpTarget } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { Networks } from '../http/networks.js';
import { AddressNotAllowed, pinnedLookup } from '../http/pinned-lookup.js';
import { RestreamAddressRefused } from './restream-errors.js';
import type { RestreamRow } from './restream.entity.js';

const PORTS = { rtmp: 1935, rtmps: 443 } as const;

/** Where restreams may go: by the same rules as webhooks. */
@Injectable()
export class RestreamTargets {
  readonly #networks: Networks;
  readonly lookup: LookupFunction;

  constructor(settings: Settings) {
    this.#networks = new Networks(settings.get('WEBHOOK_NETWORKS'));
    const pinned = pinnedLookup(this.#networks);
    this.lookup = (hostname, options, callback) =>
      pinned(hostname, options, (error, ...found) => {
        const isRefused = error instanceof AddressNotAllowed;
        callback(isRefused ? new PushFailed('address-not-allowed') : error, ...found);
      });
  }

  /** @throws RestreamAddressRefused for what would never be sent to */
  check(address: string): void {
    const { host } = targetOf({ address, key: '' }, '');
    if (host === '' || !this.#mayBeAllowed(host)) throw new RestreamAddressRefused();
  }

  /** @returns undefined for what is not allowed any more */
  of(row: RestreamRow, sessionId: string): RtmpTarget | undefined {
    const target = targetOf(row, sessionId);
    return this.#mayBeAllowed(target.host) ? target : undefined;
  }

  /** Names are looked up when it connects. */
  #mayBeAllowed(host: string): boolean {
    return isIP(host) === 0 || this.#networks.allows(host);
  }
}

function targetOf({ address, key }: Pick<RestreamRow, 'address' | 'key'>, sessionId: string): RtmpTarget {
  const [scheme = '', rest = ''] = address.split('://');
  const isEncrypted = scheme === 'rtmps';
  // as an address of the web, so that every way to write a number of a network is known
  const url = URL.parse(`http://${rest}`);
  return {
    isEncrypted,
    host: url?.hostname.replace(/^\[|\]$/g, '') ?? '',
    port: Number(
      /^[^/]*:(\d+)\//.exec(rest.replace(/^\[[^\]]*\]/, ''))?.[1] ?? PORTS[isEncrypted ? 'rtmps' : 'rtmp'],
    ),
    app: url?.pathname.slice(1).replace(/\/$/, '') ?? '',
    key: key.replaceAll('{session}', sessionId),
  };
}
