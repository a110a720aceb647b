/** The calls of the C library that a fan-out needs and Node has no name for; each returns -1 when it does nothing. */
export interface Libc {
  /** send(2). @returns bytes taken */
  send(fd: number, bytes: Buffer, byteLength: number, flags: number): number;
  /** sendfile(2) from `offset[0]`, which it moves. @returns bytes taken */
  sendfile(socketFd: number, fileFd: number, offset: BigInt64Array, byteLength: number): number;
  setsockopt(fd: number, level: number, option: number, value: Int32Array, byteLength: number): number;
  /** memfd_create(2). @returns its descriptor */
  memfd_create(name: string, flags: number): number;
}

/** Why the C library cannot be called from this process; everything works without, for more CPU time. */
export class LibcUnavailable extends Error {
  override readonly name = 'LibcUnavailable';
}

/** The numbers of Linux's flags and options are those of these processors. */
const PROCESSORS: readonly string[] = ['x64', 'arm64'];

async function load(): Promise<Libc | LibcUnavailable> {
  if (process.platform !== 'linux' || !PROCESSORS.includes(process.arch)) {
    return new LibcUnavailable(`it is called on Linux only, not on ${process.platform} ${process.arch}`);
  }
  try {
    const { default: koffi } = await import('koffi');
    const program = koffi.load(null); // Node itself is linked against it
    return {
      send: program.func('intptr_t send(int fd, const void *bytes, size_t length, int flags)'),
      sendfile: program.func('intptr_t sendfile(int to, int from, void *offset, size_t length)'),
      setsockopt: program.func(
        'int setsockopt(int fd, int level, int option, const void *value, uint32_t length)',
      ),
      memfd_create: program.func('int memfd_create(const char *name, uint32_t flags)'),
    };
  } catch (error) {
    return new LibcUnavailable('the package koffi has nothing for this machine', { cause: error });
  }
}

const loaded = await load();

/** null: see {@link libcUnavailable}. */
export const libc: Libc | null = loaded instanceof LibcUnavailable ? null : loaded;
export const libcUnavailable: LibcUnavailable | null = loaded instanceof LibcUnavailable ? loaded : null;
