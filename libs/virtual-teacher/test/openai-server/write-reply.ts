import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Endpoint, SeenRequest } from './openai-test-server.js';
import type { Reply } from './replies.js';

type TextReply = Extract<Reply, { kind: 'text' }>;

/** Writes one scripted reply, as a stream of events where the request asks for one. */
export async function writeReply(
  response: ServerResponse,
  reply: Reply,
  request: SeenRequest,
  endpoint: Endpoint,
): Promise<void> {
  if (reply.afterMs !== undefined) await wait(reply.afterMs);
  const stream = request.json?.stream === true && endpoint === 'chat';
  switch (reply.kind) {
    case 'status':
      return writeError(response, reply);
    case 'garbage':
      response.setHeader('content-type', reply.type ?? (stream ? 'text/event-stream' : 'application/json'));
      response.end(reply.body);
      return;
    case 'sound':
      response.setHeader('content-type', reply.type ?? 'application/octet-stream');
      response.end(reply.bytes);
      return;
    case 'stall':
    case 'cut':
      await writeBeginning(response, reply.before, stream);
      if (reply.kind === 'cut') response.destroy();
      return;
    case 'refusal':
      return writeWhole(response, stream, { refusal: reply.text, content: null });
    case 'text':
      if (endpoint === 'transcription') return writeJson(response, { text: reply.text });
      return stream
        ? writeStream(response, reply)
        : writeWhole(response, false, { content: reply.text }, reply);
  }
}

function writeError(response: ServerResponse, reply: Extract<Reply, { kind: 'status' }>): void {
  response.statusCode = reply.status;
  if (reply.retryAfterSeconds !== undefined)
    response.setHeader('retry-after', String(reply.retryAfterSeconds));
  writeJson(response, { error: { message: 'scripted', type: 'server_error', param: null, code: null } });
}

function writeJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

const HEAD = { id: 'chatcmpl-test', created: 0, model: 'test-model' };

function event(response: ServerResponse, delta: object, finish: string | null): Promise<void> {
  const body = {
    ...HEAD,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
  return write(response, `data: ${JSON.stringify(body)}\n\n`);
}

/** A client that has gone away is not a fault of this server. */
function write(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.write(text, () => resolve());
  });
}

async function writeBeginning(response: ServerResponse, before: string | undefined, stream: boolean) {
  response.setHeader('content-type', stream ? 'text/event-stream' : 'application/json');
  response.flushHeaders();
  if (before === undefined) return;
  if (!stream)
    return write(
      response,
      `{"id":"chatcmpl-test","choices":[{"message":{"content":${JSON.stringify(before)}`,
    );
  await event(response, { role: 'assistant', content: '' }, null);
  await event(response, { content: before }, null);
}

async function writeStream(response: ServerResponse, reply: TextReply): Promise<void> {
  const { text, piece = 12, everyMs = 0, finish = 'stop', usage } = reply;
  response.setHeader('content-type', 'text/event-stream');
  await event(response, { role: 'assistant', content: '' }, null);
  for (let at = 0; at < text.length && !response.destroyed; at += piece) {
    if (everyMs > 0) await wait(everyMs);
    await event(response, { content: text.slice(at, at + piece) }, null);
  }
  await event(response, {}, finish);
  if (usage !== null) {
    const body = { ...HEAD, object: 'chat.completion.chunk', choices: [], usage: usageOf(reply) };
    await write(response, `data: ${JSON.stringify(body)}\n\n`);
  }
  response.end('data: [DONE]\n\n');
}

async function writeWhole(
  response: ServerResponse,
  stream: boolean,
  message: object,
  reply?: TextReply,
): Promise<void> {
  if (stream) {
    response.setHeader('content-type', 'text/event-stream');
    await event(response, { role: 'assistant', ...message }, null);
    await event(response, {}, 'stop');
    response.end('data: [DONE]\n\n');
    return;
  }
  writeJson(response, {
    ...HEAD,
    object: 'chat.completion',
    choices: [
      { index: 0, message: { role: 'assistant', ...message }, finish_reason: reply?.finish ?? 'stop' },
    ],
    usage: reply === undefined ? undefined : usageOf(reply),
  });
}

function usageOf({ usage, text }: TextReply) {
  const counted = usage ?? { prompt_tokens: 900, completion_tokens: Math.ceil(text.length / 4) };
  return { ...counted, total_tokens: counted.prompt_tokens + counted.completion_tokens };
}
