import { explain } from '../api/explain.js';
import { useRestreams } from '../api/use-restreams.js';
import { useTexts } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { RestreamList } from '../ui/restream-list.js';

/** Other servers to which every open session is published. */
export function RestreamsPanel() {
  const texts = useTexts();
  const words = useOperatorTexts().restreams;
  const { restreams, problem, isBusy, create, enable, remove } = useRestreams(null);
  return (
    <section className="panel stack" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="small soft">{words.ofAll}</p>
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
