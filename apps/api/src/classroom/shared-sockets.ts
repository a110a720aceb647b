import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { RedisLine } from '../redis/redis-line.js';

/** Messages that a process which was away for a moment finds again. */
const KEPT_MESSAGES = 10_000;

/** One set of rooms over all processes of an installation. */
export class SharedSockets extends IoAdapter {
  /** @param installation whose messages these are: several may use one Redis */
  constructor(
    application: INestApplicationContext,
    private readonly line: RedisLine,
    private readonly installation: string,
  ) {
    super(application);
  }

  override createIOServer(
    ...given: Parameters<IoAdapter['createIOServer']>
  ): ReturnType<IoAdapter['createIOServer']> {
    const server = super.createIOServer(...given);
    const name = `lockstep:${this.installation}`;
    server.adapter(
      createAdapter(this.line.client, { streamName: name, channelPrefix: name, maxLen: KEPT_MESSAGES }),
    );
    return server;
  }
}
