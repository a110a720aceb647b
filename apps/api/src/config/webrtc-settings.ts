import { isIP } from 'node:net';
import * as z from 'zod';

const isPort = { error: 'is a whole number from 0 to 65535' };

/** Of playing by WebRTC. */
export const webrtcSettings = {
  WEBRTC_PORT: z.coerce
    .number(isPort)
    .int(isPort)
    .min(0, isPort)
    .max(65535, isPort)
    .default(8189)
    .describe('The one UDP port of WebRTC, opened with its first viewer. 0 takes a free one.'),
  WEBRTC_ADDRESSES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((address) => address.trim() || []))
    .refine((addresses) => addresses.every((address) => isIP(address) !== 0), {
      error: 'is a list of IP addresses, e.g. 203.0.113.7',
    })
    .describe('Addresses of the server for viewers by WebRTC. Absent: those of this machine.'),
  WEBRTC_VIEWERS: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('How many may watch by WebRTC at once; they cost ten times what FLV does. 0: nobody. Try 150.'),
};
