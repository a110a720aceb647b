import { fontRuns } from '@lockstep/virtual-teacher/fonts';
import pdfmake from 'pdfmake';
import type { Content, ContentTable, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Report, ReportBlock, ReportCell, Tone } from './report.js';

/** A4, in points of 1/72 inch. */
const PAGE_WIDTH = 595.28;
const MARGIN = { left: 50, top: 66, right: 50, bottom: 54 };
const WIDTH = PAGE_WIDTH - MARGIN.left - MARGIN.right;
/** Room for the first lines of what a heading is about. */
const HEADING_ROOM = 90;
const CELL_PADDING = 6;
const BAR_WIDTH = 180;
const BAR_HEIGHT = 8;
/** Above every page: what stands to the right, and how many letters fit on each side; Chinese ones count twice. */
const HEADER_RIGHT = 230;
const HEADER_LETTERS = { left: 60, right: 56 };

const colors: Readonly<Record<Tone | 'line' | 'bar' | 'rightBar' | 'head', string>> = {
  ...{ good: '#17613a', middling: '#7a5200', bad: '#a1261b', soft: '#5b6470' },
  ...{ line: '#d5d9e0', bar: '#9aa8bd', rightBar: '#2f8f5b', head: '#f2f4f7' },
};

type Style = { readonly bold?: boolean; readonly size?: number; readonly color?: string };
type Runs = { text: { text: string; font: string }[]; fontSize?: number; color?: string };

/** Lays a report out on pages of A4. @returns the PDF */
export async function drawReport(report: Report): Promise<Uint8Array> {
  const desk = new Typesetter();
  const content: Content[] = [await desk.text(report.title, { bold: true, size: 18 })];
  for (const block of report.blocks) content.push(await drawBlock(desk, block));
  const left = await desk.text(shortened(report.title, HEADER_LETTERS.left), { size: 8, color: colors.soft });
  const right = await desk.text(shortened(report.date, HEADER_LETTERS.right), {
    size: 8,
    color: colors.soft,
  });
  const numbers = await desk.text('0123456789/ ', {});
  const [{ font } = { font: '' }] = numbers.text;
  const document: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom],
    info: { title: report.title, creator: 'Lockstep' },
    language: report.language,
    defaultStyle: { font, fontSize: 10, lineHeight: 1 },
    header: () => ({
      columns: structuredClone([
        { ...left, width: '*' },
        { ...right, width: HEADER_RIGHT, alignment: 'right' },
      ]),
      margin: [MARGIN.left, 32, MARGIN.right, 0],
    }),
    footer: (page, pages) => ({
      text: `${String(page)} / ${String(pages)}`,
      ...{ alignment: 'center', fontSize: 8, color: colors.soft, margin: [0, 16, 0, 0] },
    }),
    pageBreakBefore: (node, { getFollowingNodesOnPage }) =>
      node.headlineLevel === 1 &&
      (getFollowingNodesOnPage().length === 0 || isAtTheBottom(node.startPosition)),
    content,
  };
  return desk.print(document);
}

const isAtTheBottom = ({ top, pageInnerHeight }: { top: number; pageInnerHeight: number }): boolean =>
  top - MARGIN.top > pageInnerHeight - HEADING_ROOM;

/** Texts with the fonts that draw them. */
class Typesetter {
  readonly #files = new Set<string>();

  async text(text: string, { bold = false, size, color }: Style): Promise<Runs> {
    const runs = await fontRuns(text, { role: 'text', bold, italic: false });
    for (const { file } of runs) this.#files.add(file);
    return {
      text: runs.map((run) => ({ text: run.text, font: run.file })),
      ...(size !== undefined && { fontSize: size }),
      ...(color !== undefined && { color }),
    };
  }

  /** Nothing is read from anywhere but the files of its fonts. */
  async print(document: TDocumentDefinitions): Promise<Uint8Array> {
    pdfmake.setFonts(Object.fromEntries([...this.#files].map((file) => [file, { normal: file }])));
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((file) => this.#files.has(file));
    return pdfmake.createPdf(document).getBuffer();
  }
}

async function drawBlock(desk: Typesetter, block: ReportBlock): Promise<Content> {
  switch (block.kind) {
    case 'heading':
      return {
        ...(await desk.text(block.text, { bold: true, size: 13 })),
        headlineLevel: 1,
        margin: [0, 18, 0, 4],
      };
    case 'text': {
      const { text, tone, bold = false } = block;
      return { ...(await desk.text(text, { bold, ...inTone(tone) })), margin: [0, 2, 0, 2] };
    }
    case 'bars':
      return drawBars(desk, block);
    case 'table':
      return drawTable(desk, block);
  }
}

const inTone = (tone: Tone | undefined): Style => (tone ? { color: colors[tone] } : {});

type Bars = Extract<ReportBlock, { kind: 'bars' }>;
type Table = Extract<ReportBlock, { kind: 'table' }>;

async function drawBars(desk: Typesetter, { rows }: Bars): Promise<ContentTable> {
  const body: TableCell[][] = [];
  for (const { label, share, figure, isRight } of rows) {
    const color = isRight ? colors.rightBar : colors.bar;
    const w = Math.max(1, Math.min(1, share) * BAR_WIDTH);
    body.push([
      await desk.text(isRight ? `✓ ${label}` : label, isRight ? { color: colors.good } : {}),
      { canvas: [{ type: 'rect', x: 0, y: 3, w, h: BAR_HEIGHT, r: 2, color }] },
      await desk.text(figure, { color: colors.soft }),
    ]);
  }
  const widths = [WIDTH - BAR_WIDTH - 80 - 3 * CELL_PADDING, BAR_WIDTH, 80];
  return { table: { widths, body }, layout: { ...plain, hLineWidth: () => 0 }, margin: [0, 4, 0, 4] };
}

async function drawTable(desk: Typesetter, { head, widths, rows }: Table): Promise<ContentTable> {
  const cellOf = async ({ text, tone }: ReportCell): Promise<TableCell> => desk.text(text, inTone(tone));
  const headCells = head.map(async (text): Promise<TableCell> => ({
    ...(await desk.text(text, { bold: true, size: 9 })),
    fillColor: colors.head,
  }));
  const hasHead = head.length > 0;
  const body = hasHead ? [await Promise.all(headCells)] : [];
  for (const row of rows) body.push(await Promise.all(row.map(cellOf)));
  const room = WIDTH - widths.length * CELL_PADDING;
  return {
    // fixed widths: a word that is longer than its column is broken, and the table never wider than the page
    table: {
      // rows are not kept with the header: pdfmake drops a row that is kept so and longer than a page
      ...(hasHead && { headerRows: 1 }),
      widths: widths.map((part) => part * room),
      body,
    },
    layout: plain,
    margin: [0, 6, 0, 6],
  };
}

const plain = {
  hLineWidth: (): number => 0.5,
  vLineWidth: (): number => 0,
  hLineColor: (): string => colors.line,
  paddingLeft: (): number => CELL_PADDING / 2,
  paddingRight: (): number => CELL_PADDING / 2,
  paddingTop: (): number => 3,
  paddingBottom: (): number => 3,
};

/** What is left out stands on the first page. */
function shortened(title: string, most: number): string {
  let room = most;
  const letters = Array.from(title);
  const end = letters.findIndex((letter) => (room -= (letter.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1) < 0);
  return end === -1 ? title : `${letters.slice(0, end).join('').trimEnd()}…`;
}
