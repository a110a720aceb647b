import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scriptedSpeech } from './scripted-speech.js';
import { scriptedTeacher } from './scripted-teacher.js';
import type { Reply } from './replies.js';
import { writeReply } from './write-reply.js';

/** A request as it came, for tests that look at what leaves the house. */
export type SeenRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Of a transcription: the multipart body, as Latin-1. */
  readonly raw: string;
  /** Parsed, when it is JSON. */
  readonly json: ChatRequest | undefined;
};

export type ChatRequest = {
  readonly model?: string;
  readonly stream?: boolean;
  readonly messages?: readonly { readonly role: string; readonly content: string }[];
  readonly input?: string;
  readonly voice?: string;
  readonly [field: string]: unknown;
};

export type Endpoint = 'chat' | 'speech' | 'transcription';
type Script = (request: SeenRequest) => Reply | Promise<Reply>;

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/v1/chat/completions': 'chat',
  '/v1/audio/speech': 'speech',
  '/v1/audio/transcriptions': 'transcription',
};
const NOT_FOUND: Reply = { kind: 'status', status: 404 };
const LARGEST_REQUEST = 32 * 1024 * 1024;

/**
 * A server that speaks as much of OpenAI's protocol as we use, on the loopback, and answers as a test says: the
 * next queued reply, else the endpoint's script. Without any, its chat knows the question's own key.
 */
export class OpenAiTestServer implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  readonly #queues: Record<Endpoint, Reply[]> = { chat: [], speech: [], transcription: [] };
  readonly #scripts: Record<Endpoint, Script>;
  readonly #server: Server;

  private constructor(scripts: Partial<Record<Endpoint, Script>>) {
    this.#scripts = {
      chat: scriptedTeacher,
      speech: scriptedSpeech,
      transcription: () => ({ kind: 'text', text: 'I went to school yesterday.' }),
      ...scripts,
    };
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(scripts: Partial<Record<Endpoint, Script>> = {}): Promise<OpenAiTestServer> {
    const server = new OpenAiTestServer(scripts);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  /** For `OPENAI_BASE_URL`. */
  get baseUrl(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/v1`;
  }

  /** Replies to the next requests, before the script is asked. */
  queue(endpoint: Endpoint, ...replies: readonly Reply[]): void {
    this.#queues[endpoint].push(...replies);
  }

  script(endpoint: Endpoint, script: Script): void {
    this.#scripts[endpoint] = script;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const seen = await read(request);
      this.requests.push(seen);
      const endpoint = ENDPOINTS[seen.path];
      const reply =
        endpoint === undefined
          ? NOT_FOUND
          : (this.#queues[endpoint].shift() ?? (await this.#scripts[endpoint](seen)));
      await writeReply(response, reply, seen, endpoint ?? 'chat');
    } catch (error) {
      response.destroy(error as Error);
    }
  }
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_REQUEST) throw new RangeError('request too large');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  const raw = body.toString(isJson ? 'utf8' : 'latin1');
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  return {
    path: pathname,
    headers: request.headers,
    raw,
    json: isJson ? (JSON.parse(raw) as ChatRequest) : undefined,
  };
}
