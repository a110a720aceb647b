import type { AskStep } from '@lockstep/contracts';

type Gaps = Extract<NonNullable<AskStep['task']>, { kind: 'gaps' }>;

/** The text with its gaps as Moodle writes them: `{1:SHORTANSWER:=Berlin~=Bonn}`. */
export const clozeOfGaps = ({ segments, gaps }: Gaps): string =>
  segments
    .map((segment, i) => {
      const accept = gaps[i]?.accept;
      return accept === undefined
        ? segment
        : `${segment}{1:SHORTANSWER:${accept.map((one) => `=${escaped(one)}`).join('~')}}`;
    })
    .join('');

const escaped = (answer: string): string => answer.replace(/[~=#{}\\]/gu, '\\$&');
