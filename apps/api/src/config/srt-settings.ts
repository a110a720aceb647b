import * as z from 'zod';

const isPort = { error: 'is a whole number from 0 to 65535' };

/** Of SRT. The bounds of the passphrase are those of libsrt. */
export const srtSettings = {
  SRT_PORT: z.coerce
    .number(isPort)
    .int(isPort)
    .min(0, isPort)
    .max(65535, isPort)
    .optional()
    .describe('UDP port of SRT publishing and playing. 0 takes a free one. Absent: no SRT.'),
  SRT_PASSPHRASE: z
    .string()
    .min(10, { error: 'has 10 to 79 characters' })
    .max(79, { error: 'has 10 to 79 characters' })
    .optional()
    .describe(
      'Encrypts SRT: publishers and players need it too, 10 to 79 characters. Absent: not encrypted.',
    ),
  SRT_LATENCY_MS: z.coerce
    .number()
    .int()
    .min(20)
    .max(8000)
    .default(120)
    .describe(
      'Time for lost SRT packets to come again, ms: four round trips. The larger of both ends counts.',
    ),
  SRT_LIBRARY: z.string().optional().describe('File of libsrt. Absent: as the system finds it.'),
};
