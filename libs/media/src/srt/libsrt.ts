import type KoffiPackage from 'koffi';

/** A caller asks to be let in. @returns 0: it is; else the reason for which it is not, see {@link SrtRejection} */
export type AcceptHook = (socket: number, peer: Buffer, streamId: string) => number;

/**
 * The calls of libsrt (MPL-2.0) that a listener needs. Each returns -1 when it fails; buffers are written in place. Those that
 * wait or join threads run in a thread of their own and give a promise.
 */
export interface Libsrt {
  readonly file: string;
  /** Of the library, as text. */
  readonly version: string;
  startup(): number;
  cleanup(): Promise<number>;
  createSocket(): number;
  bind(socket: number, address: Buffer): number;
  listen(socket: number, backlog: number): number;
  /** Asks `hook` before a caller is accepted. libsrt stands still meanwhile: it is to answer soon, and must not throw. */
  onCaller(socket: number, hook: AcceptHook): void;
  accept(socket: number, address: Buffer): number;
  localAddress(socket: number): Buffer;
  setInt(socket: number, option: number, value: number): number;
  setText(socket: number, option: number, value: string): number;
  getInt(socket: number, option: number): number;
  close(socket: number): number;
  receive(socket: number, buffer: Buffer): number;
  send(socket: number, bytes: Uint8Array): number;
  statistics(socket: number, buffer: Buffer): number;
  createEpoll(): number;
  watch(epoll: number, socket: number, events: number): number;
  unwatch(epoll: number, socket: number): number;
  /** @param events eight bytes each: socket and what happened to it. @returns how many */
  wait(epoll: number, events: Buffer, timeoutMs: number): Promise<number>;
  lastError(): { readonly code: number; readonly text: string };
  /** Nothing calls back any more. After {@link cleanup} only. */
  release(): void;
}

/** SRT_SOCKOPT, srt.h. */
export const SrtOption = {
  sndSyn: 1,
  rcvSyn: 2,
  sndData: 19,
  latency: 23,
  passphrase: 26,
  ipv6Only: 54,
} as const;
/** SRT_EPOLL_OPT. */
export const SrtEvent = { in: 1, out: 4, error: 8 } as const;
/** SRT_EASYNCRCV and SRT_EASYNCSND: nothing is there to read, or no room to write. */
export const WOULD_BLOCK: ReadonlySet<number> = new Set([6002, 6001]);
/** Reasons that a caller is told, access_control.h of SRT. */
export const SrtRejection = {
  badRequest: 1400,
  unauthorized: 1401,
  overload: 1402,
  forbidden: 1403,
  notFound: 1404,
  badMode: 1405,
  conflict: 1409,
  internal: 1500,
} as const;
export type SrtRejectionCode = (typeof SrtRejection)[keyof typeof SrtRejection];

/** libsrt cannot be called on this machine. */
export class LibsrtMissing extends Error {
  override readonly name = 'LibsrtMissing';
}

/** As Debian and Ubuntu, and others, name it; with GnuTLS and with OpenSSL. */
const NAMES = [
  'libsrt-gnutls.so.1.5',
  'libsrt.so.1.5',
  'libsrt-gnutls.so.1.4',
  'libsrt.so.1.4',
  'libsrt.so.1',
];
/** Layout of addresses and statistics, and the numbers of errors. */
const PROCESSORS: readonly string[] = ['x64', 'arm64'];
/** LOG_CRIT: a caller that is refused is told by us, and not by the library to standard error. */
const LOG_CRITICAL = 2;
/** struct sockaddr_in6. */
const ADDRESS_BYTES = 28;

type Koffi = typeof KoffiPackage;

/**
 * Loads the library. Its threads are those of the process: one thread may use it at a time.
 * @param file where it is; absent: as the system finds it
 * @throws LibsrtMissing with what to do about it
 */
export async function loadLibsrt(file: string | undefined): Promise<Libsrt> {
  if (process.platform !== 'linux' || !PROCESSORS.includes(process.arch)) {
    throw new LibsrtMissing(
      `libsrt is called on Linux only (x64, arm64), not on ${process.platform} ${process.arch}`,
    );
  }
  let koffi: Koffi;
  try {
    ({ default: koffi } = await import('koffi'));
  } catch (error) {
    throw new LibsrtMissing('the package koffi has nothing for this machine', { cause: error });
  }
  for (const name of file === undefined ? NAMES : [file]) {
    try {
      return bindTo(koffi, koffi.load(name), name);
    } catch (error) {
      if (file !== undefined)
        throw new LibsrtMissing(`${name} cannot be loaded as libsrt 1.4 or newer`, { cause: error });
    }
  }
  throw new LibsrtMissing('libsrt is not installed: on Debian and Ubuntu, apt-get install libsrt1.5-gnutls');
}

function bindTo(koffi: Koffi, library: ReturnType<Koffi['load']>, file: string): Libsrt {
  const call = (declaration: string) => library.func(declaration) as (...args: unknown[]) => number;
  // without a name: names are those of the process, and the thread may be started anew
  const hookType = koffi.pointer(
    koffi.proto(null, 'int', ['void *', 'int', 'int', 'const void *', 'const char *']),
  );
  const [get, set] = [
    call('int srt_getsockflag(int, int, void *, void *)'),
    call('int srt_setsockflag(int, int, const void *, int)'),
  ];
  const setHook = library.func('srt_listen_callback', 'int', ['int', hookType, 'void *']);
  const reject = call('int srt_setrejectreason(int, int)');
  const errorText = library.func('const char *srt_getlasterror_str()') as () => string;
  const errorCode = call('int srt_getlasterror(void *)');
  const calls = plainCalls(call);
  const [wait, cleanup] = [
    library.func('int srt_epoll_uwait(int, void *, int, int64_t)'),
    library.func('int srt_cleanup()'),
  ];
  call('void srt_setloglevel(int)')(LOG_CRITICAL);
  let registered: bigint | undefined;
  return {
    file,
    version: versionText(call('uint32_t srt_getversion()')()),
    ...calls,
    cleanup: () => promised((done) => void cleanup.async(done)),
    onCaller(socket, hook) {
      registered = koffi.register(
        (_: unknown, caller: number, __: number, peer: unknown, streamId: string | null) => {
          const address = Buffer.from(
            koffi.decode(peer, koffi.array('uint8_t', ADDRESS_BYTES)) as Uint8Array,
          );
          const reason = hook(caller, address, streamId ?? '');
          if (reason !== 0) reject(caller, reason);
          return reason === 0 ? 0 : -1;
        },
        hookType,
      );
      setHook(socket, registered, null);
    },
    setInt: (socket, option, value) => set(socket, option, int32(value), 4),
    setText: (socket, option, value) => set(socket, option, Buffer.from(value), Buffer.byteLength(value)),
    getInt(socket, option) {
      const value = int32(0);
      return get(socket, option, value, int32(4)) < 0 ? -1 : value.readInt32LE();
    },
    wait: (epoll, events, timeoutMs) =>
      promised((done) => void wait.async(epoll, events, events.length / 8, timeoutMs, done)),
    lastError: () => ({ code: errorCode(null), text: errorText() }),
    release() {
      if (registered !== undefined) koffi.unregister(registered);
      registered = undefined;
    },
  };
}

type PlainCalls = Pick<
  Libsrt,
  | 'startup'
  | 'createSocket'
  | 'bind'
  | 'listen'
  | 'accept'
  | 'localAddress'
  | 'close'
  | 'receive'
  | 'send'
  | 'statistics'
  | 'createEpoll'
  | 'watch'
  | 'unwatch'
>;

function plainCalls(call: (declaration: string) => (...args: unknown[]) => number): PlainCalls {
  const bind = call('int srt_bind(int, const void *, int)');
  const accept = call('int srt_accept(int, void *, void *)');
  const name = call('int srt_getsockname(int, void *, void *)');
  const receive = call('int srt_recvmsg(int, void *, int)');
  const send = call('int srt_sendmsg2(int, const void *, int, void *)');
  const statistics = call('int srt_bstats(int, void *, int)');
  const watch = call('int srt_epoll_update_usock(int, int, const void *)');
  const add = call('int srt_epoll_add_usock(int, int, const void *)');
  return {
    startup: call('int srt_startup()'),
    createSocket: call('int srt_create_socket()'),
    listen: call('int srt_listen(int, int)'),
    close: call('int srt_close(int)'),
    createEpoll: call('int srt_epoll_create()'),
    unwatch: call('int srt_epoll_remove_usock(int, int)'),
    bind: (socket, address) => bind(socket, address, address.length),
    accept: (socket, address) => accept(socket, address, int32(address.length)),
    localAddress(socket) {
      const address = Buffer.alloc(ADDRESS_BYTES);
      name(socket, address, int32(address.length));
      return address;
    },
    receive: (socket, buffer) => receive(socket, buffer, buffer.length),
    send: (socket, bytes) => send(socket, bytes, bytes.length, null),
    statistics: (socket, buffer) => statistics(socket, buffer, 1),
    watch: (epoll, socket, events) => {
      const wanted = int32(events);
      return watch(epoll, socket, wanted) < 0 ? add(epoll, socket, wanted) : 0;
    },
  };
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

const versionText = (version: number): string =>
  [version >> 16, (version >> 8) & 0xff, version & 0xff].join('.');

const promised = (call: (done: (error: Error | null, result: number) => void) => void): Promise<number> =>
  new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));
