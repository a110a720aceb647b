import type { CompileJob } from '@lockstep/contracts';
import { explain } from '../../api/explain.js';
import { useTexts } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { type Compiling, isRunning } from './use-compile.js';

/** How far audio and video of the lesson are compiled, with a way to cancel. */
export function CompileChip({ compiling }: { compiling: Compiling }) {
  const texts = useTexts();
  const words = texts.script.compile;
  const { job, cancel, again, error } = compiling;
  if (!job) return null;
  const { done, total } = soFar(job);
  return (
    <div className="compile" data-status={job.status}>
      <span className="small" role="status">
        {compileWords(job, texts)}
      </span>
      {isRunning(job) && (
        <>
          <progress
            className="compile__bar"
            aria-label={words.label}
            {...(total === null ? {} : { value: done, max: Math.max(1, total) })}
          />
          <Button small look="quiet" icon="cross" onClick={cancel}>
            {texts.common.cancel}
          </Button>
        </>
      )}
      {(job.status === 'failed' || job.status === 'cancelled') && (
        <Button small look="quiet" icon="retry" onClick={again}>
          {words.again}
        </Button>
      )}
      {error && <span className="field__error">{explain(error, texts)}</span>}
    </div>
  );
}

/** Slides are drawn first, and then clips are made. */
const soFar = ({ slides, clips }: CompileJob): { readonly done: number; readonly total: number | null } =>
  clips.total === null ? { done: slides.drawn, total: slides.total } : clips;

function compileWords({ status, slides, clips }: CompileJob, texts: Texts): string {
  const words = texts.script.compile;
  if (status === 'running' && clips.total !== null) return words.running(clips.done, clips.total);
  if (status === 'running' && slides.total !== null) return words.drawing(slides.drawn, slides.total);
  return words.status[status];
}
