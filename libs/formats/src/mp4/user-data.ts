import { type Box, box, fourCc, fullBox, u32, zeros } from './box-writer.js';

/** Type of a value: UTF-8. QuickTime File Format, well-known types. */
const UTF_8 = 1;

/** `udta` with the title of a movie, where players look for it. Specification: QuickTime File Format, metadata item list. */
export const titleBox = (title: string): Box =>
  box(
    'udta',
    fullBox(
      'meta',
      0,
      0,
      fullBox('hdlr', 0, 0, zeros(4), fourCc('mdir'), fourCc('appl'), zeros(8), zeros(1)),
      box('ilst', box('\u00a9nam', box('data', u32(UTF_8), zeros(4), new TextEncoder().encode(title)))),
    ),
  );
