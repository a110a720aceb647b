import type { PublisherRefusal, Session, StreamStatus } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { formatTime } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Notice } from '../../ui/notice.js';
import { StreamAdviceList } from './stream-advice.js';
import { factsOf } from './stream-facts.js';

/** How often the state of the stream is read, ms; news over the socket make it be read at once. */
const readEveryMs = 3000;

/** Where the stream comes from, what arrives of it, what is wrong with it, and which publishers were refused. */
export function IncomingStream({ session }: { session: Session }) {
  const { texts } = useLanguage();
  const stream = useQuery({ ...queries.stream(session.id), refetchInterval: readEveryMs });
  const status = stream.data;
  const problem = problemOf(stream);
  return (
    <>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {status && <Facts status={status} session={session} />}
      {status && <StreamAdviceList advice={status.advice} />}
      {status && status.refusals.length > 0 && <Refusals refusals={status.refusals} />}
    </>
  );
}

/** Where the stream comes from when it does not come from a publisher. */
function ownSource({ source, lessonVersion }: Session, texts: Texts): string | null {
  const words = texts.teacher.stream;
  if (source.kind === 'file')
    return [words.file(source.file), source.loop && words.loop].filter(Boolean).join(', ');
  return source.kind === 'teacher' ? words.virtual(lessonVersion ?? 1) : null;
}

function Facts({ status, session }: { status: StreamStatus; session: Session }) {
  const { texts, tag } = useLanguage();
  const words = texts.teacher.stream;
  const { publisher } = status;
  const own = ownSource(session, texts);
  const source =
    own ?? (publisher && [publisher.kind.toUpperCase(), publisher.remote].filter(Boolean).join(' · '));
  return (
    <dl className="facts">
      <dt>{words.publisher}</dt>
      <dd>
        {source ?? words.noPublisher}
        {publisher && <span className="soft"> {words.since(formatTime(publisher.since, tag))}</span>}
      </dd>
      {factsOf(status, words, tag).map(({ name, value }) => (
        <div key={name} className="facts__pair">
          <dt>{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Refusals({ refusals }: { refusals: readonly PublisherRefusal[] }) {
  const { texts, tag } = useLanguage();
  return (
    <div className="stack stack--tight">
      <h3>{texts.teacher.stream.refusals}</h3>
      <ul className="refusals">
        {refusals.map((refusal) => (
          <li key={`${refusal.at} ${refusal.remote}`} className="refusals__row small">
            <span className="soft tabular">{formatTime(refusal.at, tag)}</span> <code>{refusal.remote}</code>
            <br />
            {refusal.reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
