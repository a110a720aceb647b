import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Application } from '../../src/application.js';
import { readSettings } from '../../src/config/settings.js';
import { giveMigratedDatabase } from './migrated-database.js';

export type TestServerOptions = {
  /** Absent: the embedded database. */
  readonly databaseUrl?: string;
  /** A folder to take up again; absent: a new one. */
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Files for the media folder, by name. */
  readonly media?: Readonly<Record<string, string>>;
};

/** The real application on free ports, in a folder of its own that is removed with it. */
export class TestServer implements AsyncDisposable {
  private constructor(
    readonly application: Application,
    readonly folder: string,
    /** Of an admin. */
    readonly token: string,
  ) {}

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const folder = options.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'lockstep-api-')));
    if (options.folder === undefined && !options.databaseUrl) await giveMigratedDatabase(folder);
    await mkdir(path.join(folder, 'media'), { recursive: true });
    for (const [name, source] of Object.entries(options.media ?? {})) {
      await cp(source, path.join(folder, 'media', name));
    }
    const application = await Application.start(
      readSettings({
        DATA_DIR: folder,
        PORT: '0',
        RTMP_PORT: '0',
        WEBRTC_PORT: '0',
        DEMO: 'false',
        LOG_LEVEL: 'error',
        DATABASE_URL: options.databaseUrl,
        ...options.settings,
      }),
      { newToken: true },
    );
    return new TestServer(application, folder, application.secrets.token ?? '');
  }

  get web(): string {
    return this.application.addresses.web;
  }

  rtmp(name: string): string {
    return this.application.addresses.rtmp(name);
  }

  /** Stops without removing the folder, so that another one can take it up. */
  async stop(): Promise<void> {
    await this.application[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
