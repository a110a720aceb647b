import type { MomentLink } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepAnswer } from '../../api/keep-answer.js';
import { explain } from '../../api/explain.js';
import { postMomentLink, revokeMomentLink } from '../../api/moments.js';
import { queries } from '../../api/queries.js';
import { formatDate, formatLessonTime } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useLanguage, useTexts } from '../../i18n/language.js';
import { hashOf } from '../../replay/moment.js';
import { Button } from '../../ui/button.js';
import { Copyable, CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';

/** How long a link may be good, days. */
const SPANS = [1, 7, 30] as const;

type ShareProps = {
  readonly sessionId: string;
  /** Of the frame on screen. */
  readonly ptsMs: number;
  readonly startPtsMs: number;
  readonly onClose: () => void;
};

const timeOf = (ptsMs: number, startPtsMs: number): string =>
  formatLessonTime(Math.floor(Math.max(0, ptsMs - startPtsMs) / 1000) * 1000);

/** Shares the moment on screen: with colleagues, who sign in, or with anyone, by a link that expires and can be revoked. */
export function ShareDialog({ sessionId, ptsMs, startPtsMs, onClose }: ShareProps) {
  const texts = useTexts();
  const words = useReviewTexts().share;
  const cache = useQueryClient();
  const [days, setDays] = useState(7);
  const links = useQuery(queries.momentLinks(sessionId));
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => postMomentLink(sessionId, { ptsMs, days }),
    onSuccess: (link) =>
      keepAnswer(cache, queries.momentLinks(sessionId).queryKey, (held) => [...(held ?? []), link]),
  });
  const staff = location.origin + location.pathname + hashOf({ ms: ptsMs - startPtsMs });
  return (
    <Dialog title={words.title(timeOf(ptsMs, startPtsMs))} onClose={onClose}>
      <section className="stack">
        <h3>{words.colleagues}</h3>
        <Copyable value={staff} label={words.copy} />
      </section>
      <section className="stack">
        <h3>{words.anyone}</h3>
        <p className="small soft">{words.anyoneHint}</p>
        <div className="row">
          <div className="segments" role="group" aria-label={words.goodFor}>
            {SPANS.map((span) => (
              <button
                key={span}
                type="button"
                className="segments__one"
                aria-pressed={span === days}
                onClick={() => setDays(span)}
              >
                {words.days(span)}
              </button>
            ))}
          </div>
          <Button disabled={isPending} onClick={() => mutate()}>
            {words.create}
          </Button>
        </div>
        {error && <Notice kind="error">{explain(error, texts)}</Notice>}
        <ul className="comments">
          {(links.data ?? []).toReversed().map((link) => (
            <Link key={link.id} link={link} sessionId={sessionId} startPtsMs={startPtsMs} />
          ))}
        </ul>
      </section>
      <div className="row">
        <span className="grow" />
        <Button onClick={onClose}>{texts.common.close}</Button>
      </div>
    </Dialog>
  );
}

type LinkProps = Pick<ShareProps, 'sessionId' | 'startPtsMs'> & { readonly link: MomentLink };

function Link({ link, sessionId, startPtsMs }: LinkProps) {
  const { tag } = useLanguage();
  const words = useReviewTexts().share;
  const cache = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => revokeMomentLink(sessionId, link.id),
    onSuccess: (revoked) =>
      keepAnswer(cache, queries.momentLinks(sessionId).queryKey, (held) =>
        held?.map((one) => (one.id === revoked.id ? revoked : one)),
      ),
  });
  const isOver = link.revokedAt !== null || Date.parse(link.expiresAt) <= Date.now();
  return (
    <li className="row small">
      <span className="tabular">{timeOf(link.ptsMs, startPtsMs)}</span>
      <span className="soft">
        {link.revokedAt !== null ? words.revoked : words.until(formatDate(link.expiresAt, tag))} ·{' '}
        {link.by.name}
      </span>
      <span className="grow" />
      {!isOver && (
        <>
          <CopyButton value={location.origin + link.path} label={words.copy} />
          <Button small look="quiet" disabled={isPending} onClick={() => mutate()}>
            {words.revoke}
          </Button>
        </>
      )}
    </li>
  );
}
