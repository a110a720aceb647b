import { OpenAiTestServer, type Reply, scriptedTeacher } from '@lockstep/virtual-teacher/test/openai-server';

/** Until a model begins to answer. */
const THINKING_MS = 300;
/** About a token, and how long a model takes for it. */
const PIECE = 4;
const PIECE_MS = 12;

/** A model as quick as those that are good at this, and a note of when it said the first word to the class. */
export class BenchModel implements AsyncDisposable {
  #firstWordAt = 0;

  private constructor(private readonly server: OpenAiTestServer) {}

  static async start(): Promise<BenchModel> {
    const model = new BenchModel(
      await OpenAiTestServer.start({
        chat: (request) => {
          const reply = scriptedTeacher(request);
          if (request.raw.includes('program_says')) model.#note(reply);
          return { ...reply, afterMs: THINKING_MS, piece: PIECE, everyMs: PIECE_MS } as Reply;
        },
      }),
    );
    return model;
  }

  get settings(): Record<string, string> {
    return {
      OPENAI_API_KEY: 'sk-bench',
      OPENAI_BASE_URL: this.server.baseUrl,
      OPENAI_MODEL: 'bench-model',
      TOKENS_PER_SESSION: '100000000',
      TOKENS_PER_STUDENT: '100000000',
    };
  }

  /** When it left the model, by performance.now(). */
  get firstWordAt(): number {
    return this.#firstWordAt;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }

  #note(reply: Reply): void {
    if (reply.kind !== 'text') return;
    const before = Math.ceil((reply.text.indexOf('":"') + 4) / PIECE);
    this.#firstWordAt = performance.now() + THINKING_MS + before * PIECE_MS;
  }
}
