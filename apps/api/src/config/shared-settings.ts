import * as z from 'zod';

/** What several processes need to be one installation. */
export const sharedSettings = {
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'is the address of a Redis server, e.g. redis://127.0.0.1:6379' })
    .optional()
    .describe(
      'Redis 6.2 or newer that processes on one DATABASE_URL share for their sockets. Absent: one process alone.',
    ),
  NODE_URL: z
    .url({ protocol: /^https?$/, error: 'is an http or https address, e.g. http://10.0.0.7:3000' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'Where other processes, and viewers whom they send here, reach this process. Absent: HOST and PORT.',
    ),
} as const;
