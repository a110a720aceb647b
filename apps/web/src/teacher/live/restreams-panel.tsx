import { explain } from '../../api/explain.js';
import { useRestreams } from '../../api/use-restreams.js';
import { useTexts } from '../../i18n/language.js';
import { useOperatorTexts } from '../../i18n/operator-texts.js';
import { RestreamList } from '../../ui/restream-list.js';

/** Other servers to which the session is published. */
export function RestreamsPanel({ sessionId }: { sessionId: string }) {
  const texts = useTexts();
  const words = useOperatorTexts().restreams;
  const { restreams, problem, isBusy, create, enable, remove } = useRestreams(sessionId);
  return (
    <section className="stack stack--tight" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="small soft">{words.ofSession}</p>
      <RestreamList
        restreams={restreams ?? []}
        problem={problem ? explain(problem, texts) : undefined}
        isBusy={isBusy}
        onCreate={create}
        onEnable={enable}
        onDelete={remove}
      />
    </section>
  );
}
