import * as z from 'zod/mini';

/** Ids chosen by us or by an author: short, printable, safe in a URL. */
export const opaqueIdPattern = /^[A-Za-z0-9_.-]{1,64}$/;
export const OpaqueId = z.string().check(z.regex(opaqueIdPattern));

export const wireText = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

export const Choice = z.object({ id: OpaqueId, text: wireText(300) });
export type Choice = z.infer<typeof Choice>;
