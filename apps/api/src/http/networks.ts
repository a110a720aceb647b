import { BlockList, isIP } from 'node:net';

/** Not public, by the registries of IANA for special-purpose addresses (RFC 6890), and multicast. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Only these are global unicast (RFC 4291): loopback, link-local, unique local, IPv4-mapped and NAT64 addresses lie outside. */
const GLOBAL_IPV6 = ['2000::/3'];
/** Within them: Teredo and protocol assignments, documentation, 6to4, whose addresses hold one of IPv4. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const NETWORK = /^([0-9a-f:.]+)\/(\d{1,3})$/i;

/** @throws RangeError for what is no network, such as 10.0.0.0/8 */
function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [, address = '', bits = ''] = NETWORK.exec(network) ?? [];
    const family = isIP(address);
    if (family === 0 || Number(bits) > (family === 4 ? 32 : 128))
      throw new RangeError(`${network} is no network, such as 10.0.0.0/8`);
    list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

const specialIpv4 = listOf(SPECIAL_IPV4);
const globalIpv6 = listOf(GLOBAL_IPV6);
const specialIpv6 = listOf(SPECIAL_IPV6);

/** The addresses to which this server sends something because somebody asked it to: public ones, and those of named networks. */
export class Networks {
  readonly #allowed: BlockList;

  /** @param allowed networks beside the public ones, such as 10.0.0.0/8. @throws RangeError for what is no network */
  constructor(allowed: readonly string[]) {
    this.#allowed = listOf(allowed);
  }

  allows(address: string): boolean {
    switch (isIP(address)) {
      case 4:
        return this.#allowed.check(address, 'ipv4') || !specialIpv4.check(address, 'ipv4');
      case 6:
        return (
          this.#allowed.check(address, 'ipv6') ||
          (globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6'))
        );
      default:
        return false;
    }
  }
}

/** Whether an address may be allowed, before its name is looked up. */
export function mayBeAllowed({ protocol, hostname, username, password }: URL, networks: Networks): boolean {
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return false;
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) === 0 || networks.allows(literal);
}
