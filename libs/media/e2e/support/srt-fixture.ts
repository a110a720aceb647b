import { LiveStream, SrtServer, type SrtAuthorizer } from '../../src/index.js';
import type { SrtServerOptions, SrtRefused } from '../../src/srt/srt-server.js';
import { CollectingSink } from './collecting-sink.js';

/** An SRT ingest with one stream: key `secret` publishes it, name `room` plays it. Everything is gone after the test. */
export class SrtFixture implements AsyncDisposable {
  /** A viewer from the start. */
  readonly sink = new CollectingSink();
  readonly refusals: SrtRefused[] = [];

  private constructor(
    readonly ingest: SrtServer,
    readonly stream: LiveStream,
    readonly errors: unknown[],
  ) {
    stream.subscribe(this.sink);
    ingest.on('refused', (refused) => this.refusals.push(refused));
  }

  static async start(
    options: {
      readonly stream?: LiveStream;
      readonly authorizer?: Partial<SrtAuthorizer>;
    } & Partial<Omit<SrtServerOptions, 'authorizer'>> = {},
  ): Promise<SrtFixture> {
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const { stream = new LiveStream({ name: 'room', onError }), authorizer = {}, ...more } = options;
    const unknown = { refused: 'unknown stream key', code: 1401 } as const;
    const ingest = await SrtServer.start({
      host: '127.0.0.1',
      port: 0,
      onError,
      ...more,
      authorizer: {
        refuse: ({ key, mode }) =>
          Promise.resolve(key === (mode === 'publish' ? 'secret' : 'room') ? undefined : unknown),
        publish: () => Promise.resolve({ stream, publisherId: 'teacher' }),
        play: () => Promise.resolve({ stream }),
        ...authorizer,
      },
    });
    return new SrtFixture(ingest, stream, errors);
  }

  url(streamId: string, more = ''): string {
    return `srt://127.0.0.1:${this.ingest.port}?streamid=${streamId}${more}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ingest[Symbol.asyncDispose]();
    await this.stream[Symbol.asyncDispose]();
  }
}
