import type { AskStep } from '@lockstep/contracts';
import { setInQuestion } from '@lockstep/lesson';
import { useTexts } from '../../i18n/language.js';
import { SelectField } from '../../ui/field.js';
import { Typed } from './typed.js';
import type { TextEdit } from './questions-panel.js';

type CompareFieldsProps = { readonly step: AskStep; readonly onEdit: TextEdit };

/** Fields with a few values, in their order; the first is what an absent field means. */
const choices = {
  unit: ['optional', 'required'],
  form: ['any', 'lowest-terms', 'fraction', 'decimal', 'percent'],
  as: ['words', 'mathematics'],
  accents: ['remark', 'partly', 'required'],
  pinyin: ['plain', 'tones'],
} as const;
const truths = ['equivalentUnits', 'case', 'spelling'] as const;

/** What is written in a field, as it stands in the text; undefined: nothing, or nothing that can be read. */
const readers = {
  tolerance: (written: string) => (/%$/.test(written) ? written : numberIn(written)),
  range: (written: string) => {
    const [from, to] = written.split(/\s*(?:\.{2,}|…|–|\bto\b|至|到|;)\s*/).map(numberIn);
    return from === undefined || to === undefined ? undefined : [from, to];
  },
  decimals: (written: string) => numberIn(written),
  significantDigits: (written: string) => numberIn(written),
} as const;

function numberIn(written: string): number | undefined {
  const plain = written.trim();
  return /^[-−]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain.replace('−', '-')) : undefined;
}

/** How an answer is compared, and how many points are wanted. A value is written into the text when the field is left. */
export function CompareFields({ step, onEdit }: CompareFieldsProps) {
  const words = useTexts().script.questions;
  const { compare, rubric } = step;
  const set = (path: readonly string[], value: unknown) =>
    onEdit((text) => setInQuestion(text, step.id, path, value));
  const isCompared = step.choices.length === 0 && step.accept.length > 0;
  const countsPoints = rubric.length > 1 && rubric.every(({ required }) => !required);
  return (
    <section className="stack" aria-labelledby="compare-title">
      <h3 id="compare-title">{words.compare}</h3>
      {!isCompared && !countsPoints && <p className="small soft">{words.nothingToCompare}</p>}
      {countsPoints && (
        <SelectField
          label={words.pointsWanted}
          hint={words.pointsWantedHint}
          value={String(step.pointsWanted ?? 1)}
          options={rubric.map((_, i) => ({ value: String(i + 1), label: words.anyOf(i + 1, rubric.length) }))}
          onChange={(value) => set(['pointsWanted'], Number(value))}
        />
      )}
      {isCompared && (
        <div className="compare-fields">
          {(['tolerance', 'range', 'decimals', 'significantDigits'] as const).map((name) => (
            <Typed<unknown>
              key={name}
              label={words.field[name]}
              hint={words.hint[name]}
              refused={words.unreadable}
              value={shown(compare[name])}
              read={readers[name]}
              onValue={(value) => set(['compare', name], value)}
            />
          ))}
          {(Object.keys(choices) as (keyof typeof choices)[]).map((name) => (
            <SelectField<string>
              key={name}
              label={words.field[name]}
              value={compare[name] ?? choices[name][0]}
              options={choices[name].map((value) => ({
                value,
                label: (words.value[name] as Readonly<Record<string, string>>)[value] ?? value,
              }))}
              onChange={(value) => set(['compare', name], value === choices[name][0] ? undefined : value)}
            />
          ))}
          {truths.map((name) => (
            <label key={name} className="check">
              <input
                type="checkbox"
                checked={compare[name] ?? false}
                onChange={(event) => set(['compare', name], event.target.checked || undefined)}
              />
              {words.field[name]}
            </label>
          ))}
        </div>
      )}
    </section>
  );
}

const shown = (value: string | number | readonly [number, number] | undefined): string =>
  value === undefined ? '' : typeof value === 'object' ? `${value[0]} … ${value[1]}` : String(value);
