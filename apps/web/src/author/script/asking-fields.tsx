import type { AskStep, LessonScript } from '@lockstep/contracts';
import { setInQuestion, setPool } from '@lockstep/lesson';
import { useTexts } from '../../i18n/language.js';
import { Typed } from './typed.js';
import type { TextEdit } from './questions-panel.js';

type AskingFieldsProps = {
  readonly step: AskStep;
  readonly pools: NonNullable<LessonScript['pools']>;
  readonly onEdit: TextEdit;
};

const DEFAULT_WINDOW_MS = 30_000;

/** How long students may answer, and whether a session asks this question or draws it from a pool. */
export function AskingFields({ step, pools, onEdit }: AskingFieldsProps) {
  const words = useTexts().script.questions.asking;
  const set = (key: string, value: unknown) => onEdit((text) => setInQuestion(text, step.id, [key], value));
  const isUnlimited = step.windowMs === null;
  return (
    <section className="stack" aria-labelledby="asking-title">
      <h3 id="asking-title">{words.title}</h3>
      <label className="check">
        <input
          type="checkbox"
          checked={isUnlimited}
          onChange={(event) => set('window', event.target.checked ? 'none' : undefined)}
        />
        {words.noLimit}
      </label>
      {isUnlimited ? (
        <p className="small soft">{words.noLimitHint}</p>
      ) : (
        <Typed
          label={words.seconds}
          refused={words.secondsRefused}
          value={String((step.windowMs ?? DEFAULT_WINDOW_MS) / 1000)}
          read={(typed) => numberWithin(typed, 3, 3600)}
          onValue={(seconds) => set('window', seconds === undefined ? undefined : `${String(seconds)}s`)}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={step.endsEarly}
          onChange={(event) => set('endsEarly', event.target.checked ? undefined : false)}
        />
        {words.endsEarly}
      </label>
      <PoolFields step={step} pools={pools} onEdit={onEdit} />
    </section>
  );
}

/** Both are written once there is a name. */
function PoolFields({ step, pools, onEdit }: AskingFieldsProps) {
  const words = useTexts().script.questions.asking;
  const draw = step.pool === undefined ? 1 : (pools[step.pool] ?? 1);
  const write = (name: string | undefined, count: number) =>
    onEdit((text) => setPool(text, step.id, name === undefined ? undefined : { name, draw: count }));
  return (
    <>
      <Typed
        label={words.pool}
        hint={words.poolHint(Object.keys(pools))}
        refused={words.poolRefused}
        value={step.pool ?? ''}
        read={(typed) => (typed.length <= 60 ? typed : undefined)}
        onValue={(name) => write(name, name === undefined ? 1 : (pools[name] ?? 1))}
      />
      {step.pool !== undefined && (
        <Typed
          label={words.draw}
          refused={words.drawRefused}
          value={String(draw)}
          read={(typed) => numberWithin(typed, 1, 100)}
          onValue={(count) => write(step.pool, count ?? 1)}
        />
      )}
    </>
  );
}

function numberWithin(typed: string, from: number, to: number): number | undefined {
  if (!/^\d{1,4}$/.test(typed)) return undefined;
  const value = Number(typed);
  return value >= from && value <= to ? value : undefined;
}
