import type { Block, TableCell } from '../markdown/slide-content.js';
import { box, type SlideElement } from './element.js';
import { alignItems, type Pen, type Setting } from './pen.js';

/** Left and right of the table's text, and of each cell; pixels. */
const INSET = 48;
const CELL_INSET = 14;

/** A table. Its columns are as wide as their longest word at least, so that no cell reaches into another. @param bodySize pixels */
export async function drawTable(
  { head, rows }: Extract<Block, { kind: 'table' }>,
  pen: Pen,
  bodySize: number,
): Promise<SlideElement> {
  const { theme } = pen;
  const size = pen.px(bodySize);
  const isHeaded = head.some(({ inlines }) => inlines.length > 0);
  const top: Setting = { role: 'text', size: size * 0.74, color: theme.soft, bold: true, quiet: true };
  const body: Setting = { role: 'text', size: size * 1.05, color: theme.ink };
  const shown = isHeaded ? [head, ...rows] : rows;
  const columns = Math.max(1, ...shown.map((row) => row.length));
  const cells: SlideElement[] = [];
  pen.inset = pen.px(INSET + CELL_INSET);
  for (const [i, row] of shown.entries()) {
    const isHead = isHeaded && i === 0;
    const line = i === 0 ? 'none' : `2px solid ${theme.line}`;
    const empty: TableCell = { align: 'left', inlines: [] };
    for (const cell of Array.from({ length: columns }, (_, column) => row[column] ?? empty)) {
      cells.push(await drawCell(cell, pen, isHead ? top : body, { line, padding: isHead ? 0.22 : 0.28 }));
    }
  }
  pen.inset = 0;
  return box(
    {
      display: 'grid',
      gridTemplateColumns: `repeat(${String(columns)}, auto)`,
      width: '100%',
      backgroundColor: theme.card,
      borderRadius: 28,
      padding: `${String(pen.px(14))}px ${String(pen.px(INSET))}px`,
    },
    cells,
  );
}

async function drawCell(
  { align, inlines }: TableCell,
  pen: Pen,
  setting: Setting,
  { line, padding }: { readonly line: string; readonly padding: number },
): Promise<SlideElement> {
  const style = {
    borderTop: line,
    alignItems: 'center',
    justifyContent: alignItems(align),
    padding: `${String(setting.size * padding)}px ${String(pen.px(CELL_INSET))}px`,
  };
  return box(style, [await pen.text(inlines, { ...setting, align })]);
}
