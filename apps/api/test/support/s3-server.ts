import { readdir, rm, stat, mkdtemp, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';

const BUCKET = 'classroom';
/** How s3rver stores the bytes of an object, and the MD5 of a part. */
const CONTENT = '._S3rver_object';

/** A server that speaks the protocol of S3, with one bucket. It may go away and come back on the same port. */
export class S3Server implements AsyncDisposable {
  #server: S3rver | undefined;
  #port = 0;

  private constructor(private readonly folder: string) {}

  static async start(): Promise<S3Server> {
    const server = new S3Server(await mkdtemp(path.join(os.tmpdir(), 'lockstep-s3-')));
    await server.comeBack();
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** For the Lockstep server. */
  get settings(): Readonly<Record<string, string>> {
    return {
      ...{ S3_ENDPOINT: this.address, S3_BUCKET: BUCKET },
      ...{ S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' },
    };
  }

  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server?.close();
    server?.httpServer.closeAllConnections();
    await closed;
  }

  async comeBack(): Promise<void> {
    const configureBuckets = [{ name: BUCKET, configs: [] }];
    const options = { port: this.#port, address: '127.0.0.1', silent: true, directory: this.folder };
    this.#server = new S3rver({ ...options, configureBuckets });
    ({ port: this.#port } = await this.#server.run());
  }

  /** Names of all objects, in order. */
  async keys(): Promise<string[]> {
    const names = await readdir(path.join(this.folder, BUCKET), { recursive: true });
    return names
      .filter((name) => name.endsWith(CONTENT))
      .map((name) => name.slice(0, -CONTENT.length))
      .sort();
  }

  read(key: string): Promise<Buffer> {
    return readFile(path.join(this.folder, BUCKET, `${key}${CONTENT}`));
  }

  async sizeOf(key: string): Promise<number> {
    return (await stat(path.join(this.folder, BUCKET, `${key}${CONTENT}`))).size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.goAway();
    await rm(this.folder, { recursive: true, force: true });
  }
}
