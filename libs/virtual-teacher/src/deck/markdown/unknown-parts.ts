import type { DeckProblem } from '../deck.js';
import type { DeckText } from './deck-text.js';
import type { Unplaced } from './directives.js';
import { isDrawnHtml } from './read-inlines.js';
import type { Token } from './token.js';

/** HTML and style sheets need a browser, and slides are drawn without one. */
export function unknownParts(
  tokens: readonly Token[],
  text: DeckText,
  place: Pick<DeckProblem, 'file' | 'slide'>,
): DeckProblem[] {
  const all = tokens.flatMap((token) => [
    token,
    ...(token.children ?? []).map((child) => ({ ...child, map: token.map })),
  ]);
  return all.flatMap((token) => {
    const problem = problemOf(token);
    if (problem === undefined) return [];
    return [{ ...place, ...text.placeOf(firstLine(token), token.map), ...problem }];
  });
}

const REMEDY = 'Use Markdown and the classes title, dark, question and cards.';

/** Why a part is not drawn as Marp would. */
function problemOf(token: Token): Unplaced | undefined {
  const { type, content } = token;
  if (type === 'marpit_style')
    return { code: 'deck-style-sheet', message: 'Style sheets of a deck are not used.', remedy: REMEDY };
  // what opens is named; what closes it says nothing new
  const isHtml = /^html_/.test(type) && !/^<!--|^<\//.test(content.trim());
  if (!isHtml || (type === 'html_inline' && isDrawnHtml(content)) || /^<br\s*\/?>$/i.test(content.trim()))
    return undefined;
  const given = content.trim().split('\n')[0]?.slice(0, 60) ?? '';
  return {
    ...{ code: 'deck-html', params: { given } },
    ...{ message: `HTML is not drawn: ${given}`, remedy: REMEDY },
  };
}

/** What the source has where the token begins. */
const firstLine = ({ type, content }: Token): string =>
  type === 'marpit_style' ? '<style' : (content.trim().split('\n')[0] ?? '');
