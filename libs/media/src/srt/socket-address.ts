import { isIPv6 } from 'node:net';

/** Linux's numbers. */
const FAMILIES = { v4: 2, v6: 10 } as const;
const BYTES = { v4: 16, v6: 28 } as const;
/** Room for either. */
export const ADDRESS_BYTES = BYTES.v6;

export type SocketAddress = { readonly address: string; readonly port: number };

/** struct sockaddr_in or sockaddr_in6 of Linux, for an address in digits. */
export function writeSocketAddress({ address, port }: SocketAddress): Buffer {
  const kind = isIPv6(address) ? 'v6' : 'v4';
  const bytes = Buffer.alloc(BYTES[kind]);
  bytes.writeUInt16LE(FAMILIES[kind], 0); // in the order of the machine: x64 and arm64 are little-endian
  bytes.writeUInt16BE(port, 2);
  if (kind === 'v4') bytes.set(address.split('.').map(Number), 4);
  else bytes.set(groupsOf(address), 8);
  return bytes;
}

/** The inverse. An IPv4 address that is mapped into IPv6 is told as such. */
export function readSocketAddress(bytes: Buffer): SocketAddress {
  const port = bytes.readUInt16BE(2);
  if (bytes.readUInt16LE(0) === FAMILIES.v4) return { address: bytes.subarray(4, 8).join('.'), port };
  const address = bytes.subarray(8, 24);
  const isMapped = address.subarray(0, 10).every((byte) => byte === 0) && address.readUInt16BE(10) === 0xffff;
  if (isMapped) return { address: address.subarray(12).join('.'), port };
  const groups = Array.from({ length: 8 }, (_, i) => address.readUInt16BE(2 * i).toString(16));
  return { address: shortest(groups), port };
}

/** The longest run of zeros is written as `::`. RFC 5952, 4.2. */
function shortest(groups: readonly string[]): string {
  const runs = groups.map((_, from) => {
    const after = groups.slice(from).findIndex((group) => group !== '0');
    return { from, length: after < 0 ? groups.length - from : after };
  });
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best));
  if (longest.length < 2) return groups.join(':');
  const { from, length } = longest;
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`;
}

function groupsOf(address: string): Uint8Array {
  const [plain = ''] = address.split('%'); // without its zone
  const [head = '', tail = ''] = plain.split('::');
  const [before, behind] = [head, tail].map((part) => (part === '' ? [] : part.split(':').flatMap(group)));
  const missing = 8 - (before?.length ?? 0) - (behind?.length ?? 0);
  const zeros = new Array<number>(plain.includes('::') ? Math.max(0, missing) : 0).fill(0);
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  [...(before ?? []), ...zeros, ...(behind ?? [])].forEach((value, i) => view.setUint16(2 * i, value));
  return bytes;
}

/** Two groups for the last four numbers, where they are written as IPv4. */
function group(text: string): number[] {
  if (!text.includes('.')) return [parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}
