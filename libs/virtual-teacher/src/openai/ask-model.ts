import { retry } from '@lockstep/async';
import type OpenAI from 'openai';
import { estimatedTokens } from './token-budget.js';
import { ModelFailed, modelFailure, retryAfterMs } from './model-failed.js';

type Body = OpenAI.Chat.ChatCompletionCreateParamsStreaming;

export type AskModel = {
  readonly client: OpenAI;
  readonly body: Omit<Body, 'stream' | 'stream_options'>;
  readonly signal: AbortSignal | undefined;
  /** From now to the first words, another try included. */
  readonly firstWordsMs: number;
  /** From now to the last word. */
  readonly wholeMs: number;
  /** Hears all of the answer that is there; tells whether words can be said by now. */
  readonly onText: (soFar: string) => boolean;
  /** Counts what was used, also by an answer that failed. */
  readonly tally: Tally;
};

export class Tally {
  input = 0;
  output = 0;
}

/** Less than this is left: another try would only end in the next timeout. */
const SHORTEST_TRY_MS = 300;

/**
 * One streamed answer of a model. Tries a second time after 429, 5xx or a broken connection, when no words were
 * said yet and the server's `retry-after` lies within the deadline.
 * @returns the whole text
 * @throws ModelFailed, or the signal's reason
 */
export async function askModel(ask: AskModel): Promise<string> {
  const patience = new Patience(ask);
  try {
    return await retry(() => streamed(ask, patience), {
      signal: patience.signal,
      delayMs: (error, failures) => {
        patience.signal.throwIfAborted();
        const waitMs = failures === 1 && !patience.hasWords ? retryAfterMs(error) : undefined;
        if (waitMs === undefined || waitMs + SHORTEST_TRY_MS > patience.leftMs) throw modelFailure(error);
        return waitMs;
      },
    });
  } finally {
    patience[Symbol.dispose]();
  }
}

/** Ends the request when its words are late, its end is late, or nobody wants it any more. */
class Patience implements Disposable {
  readonly #stop = new AbortController();
  readonly #deadline: number;
  readonly #timers: NodeJS.Timeout[];
  readonly #ask: AskModel;
  hasWords = false;

  constructor(ask: AskModel) {
    this.#ask = ask;
    this.#deadline = performance.now() + ask.firstWordsMs;
    const late = (what: string) => () => this.#stop.abort(new ModelFailed('timeout', what));
    this.#timers = [
      setTimeout(late('the model did not begin to speak in time'), ask.firstWordsMs),
      setTimeout(late('the model did not come to an end in time'), ask.wholeMs),
    ];
    if (ask.signal?.aborted === true) this.#abandon();
    else ask.signal?.addEventListener('abort', this.#abandon);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get leftMs(): number {
    return this.#deadline - performance.now();
  }

  words(): void {
    this.hasWords = true;
    clearTimeout(this.#timers[0]);
  }

  [Symbol.dispose](): void {
    this.#timers.forEach(clearTimeout);
    this.#ask.signal?.removeEventListener('abort', this.#abandon);
  }

  readonly #abandon = () => this.#stop.abort(this.#ask.signal?.reason);
}

/** An error of HTTP costs nothing; all else may have been counted by the server, so we count it too. */
async function streamed({ client, body, onText, tally }: AskModel, patience: Patience): Promise<string> {
  const before = { input: tally.input, output: tally.output };
  tally.input += estimatedTokens(JSON.stringify(body.messages));
  const request = { ...body, stream: true, stream_options: { include_usage: true } } as const;
  const stream = await client.chat.completions
    .create(request, { signal: patience.signal })
    .catch((error: unknown) => {
      if (!patience.signal.aborted) Object.assign(tally, before);
      throw error;
    });
  const read = new ReadStream();
  for await (const chunk of stream) {
    if (!read.add(chunk)) continue;
    tally.output = before.output + estimatedTokens(read.text);
    if (onText(read.text)) patience.words();
  }
  if (read.usage !== undefined) {
    tally.input = before.input + read.usage.input;
    tally.output = before.output + read.usage.output;
  }
  patience.signal.throwIfAborted(); // the client ends an aborted stream as if it were whole
  return read.whole();
}

/** The pieces of one answer. */
class ReadStream {
  text = '';
  usage: { input: number; output: number } | undefined;
  #refusal = '';
  #finish: string | undefined;
  #pieces = 0;

  /** @returns whether there is more text than before */
  add(chunk: OpenAI.Chat.ChatCompletionChunk): boolean {
    this.#pieces++;
    if (chunk.usage) {
      this.usage = { input: chunk.usage.prompt_tokens, output: chunk.usage.completion_tokens };
    }
    const choice = chunk.choices?.[0];
    this.#finish = choice?.finish_reason ?? this.#finish;
    this.#refusal += choice?.delta?.refusal ?? '';
    const more = choice?.delta?.content ?? '';
    this.text += more;
    if (this.text.length > 20_000) throw new ModelFailed('invalid-output', 'the model’s answer has no end');
    return more !== '';
  }

  whole(): string {
    if (this.#refusal !== '' || this.#finish === 'content_filter') {
      throw new ModelFailed('refusal', 'the model refused to judge');
    }
    if (this.#finish === 'length')
      throw new ModelFailed('invalid-output', 'the model’s answer was cut short');
    if (this.#finish === undefined) {
      const reason = this.#pieces === 0 ? 'invalid-output' : 'error';
      throw new ModelFailed(reason, 'the model’s answer broke off');
    }
    return this.text;
  }
}
