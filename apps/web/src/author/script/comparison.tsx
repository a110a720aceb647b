import type { LessonComparison } from '@lockstep/contracts';
import { presentableDiff } from '@codemirror/merge';
import { useQuery } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import type { Which } from '../../api/scripts.js';
import { useTexts } from '../../i18n/language.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

type ComparisonProps = {
  readonly lessonId: string;
  readonly versions: readonly number[];
  readonly from: Which;
  readonly to: Which;
  readonly onChange: (compared: { from: Which; to: Which }) => void;
};

/** What changed from one version to another, step by step. */
export function Comparison(props: ComparisonProps) {
  const { lessonId, versions, from, to, onChange } = props;
  const texts = useTexts();
  const words = texts.script.comparison;
  const asked = useQuery(queries.comparison(lessonId, from, to));
  const problem = problemOf(asked);
  const options = ['draft' as const, ...versions].map((which) => ({
    value: String(which),
    label: which === 'draft' ? words.draft : texts.script.versions.version(which),
  }));
  const whichOf = (value: string): Which => (value === 'draft' ? 'draft' : Number(value));
  return (
    <section className="comparison stack" aria-label={words.title}>
      <div className="form-pair">
        <SelectField
          label={words.from}
          small
          value={String(from)}
          options={options}
          onChange={(value) => onChange({ from: whichOf(value), to })}
        />
        <SelectField
          label={words.to}
          small
          value={String(to)}
          options={options}
          onChange={(value) => onChange({ from, to: whichOf(value) })}
        />
      </div>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {asked.data && <Changes compared={asked.data} />}
    </section>
  );
}

function Changes({ compared }: { compared: LessonComparison }) {
  const words = useTexts().script.comparison;
  const { settings, steps, files } = compared;
  if (settings.length + steps.length + files.length === 0) return <Notice kind="good">{words.same}</Notice>;
  return (
    <ul className="changes">
      {settings.map(({ name, before, after }) => (
        <Change key={name} kind={words.change.changed} name={name} before={before} after={after} />
      ))}
      {steps.map(({ change, stepId, before, after }) => (
        <Change
          key={`${change} ${stepId}`}
          kind={words.change[change]}
          name={stepId}
          before={before}
          after={after}
        />
      ))}
      {files.map(({ path, change }) => (
        <Change key={path} kind={words.change[change]} name={path} before={null} after={null} />
      ))}
    </ul>
  );
}

type ChangeProps = {
  readonly kind: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
};

function Change({ kind, name, before, after }: ChangeProps) {
  const parts = before !== null && after !== null ? presentableDiff(before, after) : [];
  return (
    <li className="changes__row">
      <p className="row small">
        <span className="badge">{kind}</span> <code>{name}</code>
      </p>
      {before !== null && before !== after && (
        <pre className="changes__text changes__text--before">
          <del>
            {marked(
              before,
              parts.map(({ fromA, toA }) => [fromA, toA]),
            )}
          </del>
        </pre>
      )}
      {after !== null && (
        <pre className="changes__text changes__text--after">
          <ins>
            {marked(
              after,
              parts.map(({ fromB, toB }) => [fromB, toB]),
            )}
          </ins>
        </pre>
      )}
    </li>
  );
}

/** A text with the stretches that changed marked. */
function marked(text: string, changed: readonly (readonly [number, number])[]) {
  let at = 0;
  const pieces = changed.flatMap(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return [before, <mark key={from}>{text.slice(from, to)}</mark>];
  });
  return [...pieces, text.slice(at)];
}
