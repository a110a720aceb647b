import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** A real Redis of the test's own, on a free port, that keeps nothing on disk. */
export class RedisServer implements AsyncDisposable {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(port?: number): Promise<RedisServer> {
    const at = port ?? (await freePort());
    const options = ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
    const failed = once(child, 'error').then(([error]: unknown[]) =>
      Promise.reject(new Error(`These tests need redis-server: ${String(error)}`)),
    );
    await Promise.race([failed, ready(child)]);
    child.stdout?.resume();
    return new RedisServer(child, at);
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** Ends it as a power cut would, and starts another one, empty, at the same address. */
  async replace(): Promise<RedisServer> {
    await this[Symbol.asyncDispose]();
    return RedisServer.start(this.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

async function ready({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: stdout })) if (line.includes('Ready to accept')) return;
  throw new Error('Redis did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
