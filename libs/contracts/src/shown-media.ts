import * as z from 'zod/mini';
import { OpaqueId, wireText } from './wire-fields.js';

export const MediaKind = z.enum(['picture', 'audio', 'video']);
export type MediaKind = z.infer<typeof MediaKind>;

/** A picture, a recording or a film beside words, as viewers get it. */
export const ShownMedia = z.object({
  kind: MediaKind,
  /** Of its content, so that nobody ever has to ask for it twice; see {@link mediaPath}. */
  id: OpaqueId,
  /** Says the same in words. */
  alt: wireText(300),
});
export type ShownMedia = z.infer<typeof ShownMedia>;

/** Path of a picture, a recording or a film on the server that the stream comes from; never changes its content. */
export const mediaPath = (id: string): string => `/api/media/${encodeURIComponent(id)}`;
