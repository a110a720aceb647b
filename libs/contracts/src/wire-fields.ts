import * as z from 'zod/mini';

/** Ids chosen by us or by an author: short, printable, safe in a URL. */
export const opaqueIdPattern = /^[A-Za-z0-9_.-]{1,64}$/;
export const OpaqueId = z.string().check(z.regex(opaqueIdPattern));

export const wireText = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

/** Fractions of a slide or a picture. */
const fraction = z.number().check(z.gte(0), z.lte(1));
/** A rectangle of a slide or a picture, in fractions of its width and height from the top left corner. */
export const Region = z.object({ x: fraction, y: fraction, width: fraction, height: fraction });
export type Region = z.infer<typeof Region>;

export const Choice = z.object({ id: OpaqueId, text: wireText(300) });
export type Choice = z.infer<typeof Choice>;
