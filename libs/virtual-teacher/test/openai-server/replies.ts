/** What the server answers to one request; `afterMs` is when its first byte comes. */
export type Reply = { readonly afterMs?: number } & (
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Characters in each piece of a stream. Default: 12. */
      readonly piece?: number;
      /** Between two pieces, ms. Default: 0. */
      readonly everyMs?: number;
      readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
      readonly finish?: 'stop' | 'length' | 'content_filter';
    }
  | { readonly kind: 'refusal'; readonly text: string }
  /** An error in OpenAI's own form. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Answers with the head (`before` given: with that much of the text) and then never again. */
  | { readonly kind: 'stall'; readonly before?: string }
  /** The connection breaks after that much of the text. */
  | { readonly kind: 'cut'; readonly before?: string }
  /** Bytes that are no answer at all. */
  | { readonly kind: 'garbage'; readonly body: string; readonly type?: string }
  | { readonly kind: 'sound'; readonly bytes: Uint8Array; readonly type?: string }
);

/** Text of a judgement as our brain asks for it; what is not given is unremarkable. */
export function judgementText(judgement: {
  readonly verdict: string;
  readonly say: string;
  readonly praise?: string | null;
  readonly correction?: string | null;
  readonly hint?: string | null;
  readonly mistake?: string | null;
  readonly evidence?: readonly { readonly point: number; readonly quote: string }[];
  readonly confidence?: number;
}): string {
  const { verdict, say, praise = null, correction = null, hint = null, mistake = null } = judgement;
  const { evidence = [], confidence = 0.9 } = judgement;
  return JSON.stringify({ verdict, say, praise, correction, hint, mistake, evidence, confidence });
}
