import * as z from 'zod';

/** Most items of a page. */
export const MAX_PAGE = 500;

/** Of every list. Where more follows, the header `Link` (RFC 8288, `rel="next"`) names the next page. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(200).describe('How many items at most.'),
  cursor: z
    .string()
    .min(1)
    .max(500)
    .exactOptional()
    .describe('From the Link header of the page before; absent: the first page.'),
});
export type PageQuery = z.infer<typeof PageQuery>;
