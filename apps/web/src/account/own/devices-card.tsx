import type { SignInEntry } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { explain } from '../../api/explain.js';
import { accountQueries, endOtherSignIns, endSignIn } from '../../api/own-account.js';
import { problemOf } from '../../api/query-client.js';
import { formatDate } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { type OwnAccountTexts, useOwnAccountTexts } from '../../i18n/own-account-texts.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

/** The browsers in which one is signed in, and how to end that. */
export function DevicesCard() {
  const { texts } = useLanguage();
  const words = useOwnAccountTexts().devices;
  const titleId = useId();
  const signIns = useQuery(accountQueries.signIns());
  const end = useEnding();
  const others = (signIns.data ?? []).filter(({ current }) => !current);
  const problem = problemOf(signIns) ?? end.error;
  return (
    <section className="card" aria-labelledby={titleId}>
      <h2 id={titleId}>{words.title}</h2>
      <p className="field__hint">{words.hint}</p>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {end.isSuccess && <Notice kind="good">{words.ended(end.data)}</Notice>}
      <ul className="rows">
        {signIns.data?.map((signIn) => (
          <Device key={signIn.id} signIn={signIn} isBusy={end.isPending} onEnd={() => end.mutate([signIn])} />
        ))}
      </ul>
      {others.length > 1 && (
        <div className="row">
          <Button disabled={end.isPending} onClick={() => end.mutate(others)}>
            {words.endOthers}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Answers how many were ended. Of several, all but this one: also those that began meanwhile. */
function useEnding() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (ended: readonly SignInEntry[]) => {
      const [first] = ended;
      await (ended.length === 1 && first ? endSignIn(first.id) : endOtherSignIns());
      return ended.length;
    },
    onSettled: () => cache.invalidateQueries({ queryKey: accountQueries.signIns().queryKey }),
  });
}

type DeviceProps = {
  readonly signIn: SignInEntry;
  readonly isBusy: boolean;
  readonly onEnd: () => void;
};

function Device({ signIn, isBusy, onEnd }: DeviceProps) {
  const { tag } = useLanguage();
  const words = useOwnAccountTexts().devices;
  const name = deviceIn(words, signIn.device);
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          {name}
          {signIn.current && <span className="badge badge--good">{words.current}</span>}
        </span>
        <span className="small soft">
          {words.used(formatDate(signIn.seenAt, tag))} · {words.since(formatDate(signIn.createdAt, tag))}
        </span>
      </div>
      {!signIn.current && (
        <Button small disabled={isBusy} aria-label={words.endNamed(name)} onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  );
}

/** The server names a device in English: `Firefox on Linux`, or one of the two. */
function deviceIn(words: OwnAccountTexts['devices'], named: string): string {
  const [browser = '', system] = named.split(' on ');
  if (browser === '') return words.unknown;
  return system === undefined ? browser : words.device(browser, system);
}
