import type { Session } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { chooseTemplate } from '../../api/templates.js';
import { useTexts } from '../../i18n/language.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

/** As long as it takes a session to change over to another template. */
const readEveryMs = 3000;
const INHERITED = '';

/** What is made of the session beside what its publisher sends, and by which template. */
export function RenditionsPanel({ session }: { session: Session }) {
  const texts = useTexts();
  const words = texts.teacher.stream.renditions;
  const cache = useQueryClient();
  const templates = useQuery(queries.templates());
  const renditions = useQuery({ ...queries.renditions(session.id), refetchInterval: readEveryMs });
  const choose = useMutation({
    mutationFn: (id: string) => chooseTemplate(session.id, id === INHERITED ? null : id),
    onSuccess: () => cache.invalidateQueries({ queryKey: queries.renditions(session.id).queryKey }),
  });
  const problem = choose.error ?? problemOf(renditions);
  const status = renditions.data;
  if (!status || !templates.data)
    return problem ? <Notice kind="error">{explain(problem, texts)}</Notice> : null;
  const { template, chosenId } = status;
  return (
    <section className="stack stack--tight" aria-label={words.title}>
      <h3>{words.title}</h3>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {templates.data.length > 0 && (
        <SelectField
          label={words.template}
          value={choose.isPending ? choose.variables : (chosenId ?? INHERITED)}
          hint={template ? words.holds[template.from](template.name) : undefined}
          options={[
            { value: INHERITED, label: words.inherited },
            ...templates.data.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => choose.mutate(id)}
        />
      )}
      {status.renditions.length === 0 && <p className="small soft">{words.none}</p>}
      <ul className="refusals">
        {status.renditions.map(({ name, width, height, videoKbps, state }) => (
          <li key={name} className="refusals__row small">
            <span className="tabular">
              {name}: {width} × {height}, {videoKbps} kbit/s
            </span>{' '}
            <span className="soft">{words.states[state]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
