import type { Answer, Session } from '@lockstep/contracts';
import { fileNameOf, saveFile } from '../../browser/save-file.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import type { CueTime } from './cue-times.js';
import { answerRows, csvOf, cueCsvOf, vttOf } from './export-texts.js';
import type { Lanes } from './lanes.js';

type TextExportsProps = {
  readonly session: Session;
  readonly answers: readonly Answer[];
  readonly lanes: Lanes;
  readonly cues: readonly CueTime[];
  readonly startPtsMs: number;
};

/** Captions and answers as files, made in the browser of what is on the page. */
export function TextExports({ session, answers, lanes, cues, startPtsMs }: TextExportsProps) {
  const words = useReviewTexts().exports;
  const rows = () => answerRows(answers, session.lesson.questions, startPtsMs);
  const name = fileNameOf(session.title);
  const save = (file: string, type: string, text: string) => saveFile(file, new Blob([text], { type }));
  return (
    <span className="row" role="group" aria-label={words.texts}>
      <Button small look="quiet" onClick={() => save(`${name}.vtt`, 'text/vtt', vttOf(lanes.words))}>
        {words.vtt}
      </Button>
      <Button small look="quiet" onClick={() => save(`${name}.csv`, 'text/csv', csvOf(rows()))}>
        {words.csv}
      </Button>
      <Button
        small
        look="quiet"
        onClick={() => save(`${name}.json`, 'application/json', JSON.stringify(rows(), null, 2))}
      >
        {words.json}
      </Button>
      {cues.length > 0 && (
        <Button
          small
          look="quiet"
          onClick={() => save(`${name} cues.csv`, 'text/csv', cueCsvOf(cues, startPtsMs))}
        >
          {words.cues}
        </Button>
      )}
    </span>
  );
}
