import type { Session, StreamKeyCreated } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { createStreamKey, rotateStreamKey } from '../../api/stream-keys.js';
import { useLanguage } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Copyable } from '../../ui/copy-button.js';
import { Notice } from '../../ui/notice.js';

/** The address that publishers are given, without a key: the address to play, without the session. */
const serverAddress = ({ addresses }: Pick<Session, 'addresses'>): string =>
  addresses.rtmp.replace(/\/[^/]*$/, '');

/** The same for SRT, where everything else is in the stream id; undefined: this server has no SRT. */
const srtServer = ({ addresses }: Pick<Session, 'addresses'>): string | undefined =>
  addresses.srt?.replace(/\?.*$/, '');

/** Server address and stream key, as an encoder wants them. The key itself is seen once: when it is made. */
export function PublishKey({ session }: { session: Session }) {
  const { texts } = useLanguage();
  const words = texts.teacher.stream;
  const { known, made, make, error, isPending } = usePublishKey(session.id);
  const srt = srtServer(session);
  return (
    <div className="stack stack--tight publish-key">
      <h3>{words.server}</h3>
      <Copyable value={serverAddress(session)} label={texts.common.copy} />
      {srt !== undefined && (
        <>
          <h3>{words.srtServer}</h3>
          <Copyable value={srt} label={texts.common.copy} />
          <p className="small soft">{words.srtHint}</p>
        </>
      )}
      <h3>{words.key}</h3>
      {made ? (
        <MadeKey made={made} />
      ) : (
        <>
          <p className="small soft">
            {known ? `${texts.keys.ending(known.hint)} · ${words.keyKept}` : words.noKey}
          </p>
          <div>
            <Button small disabled={isPending} onClick={make}>
              {known ? words.rotateKey : words.newKey}
            </Button>
          </div>
          {known && <p className="small soft">{words.rotateWarning}</p>}
        </>
      )}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </div>
  );
}

function MadeKey({ made }: { made: StreamKeyCreated }) {
  const { texts } = useLanguage();
  const words = texts.teacher.stream;
  return (
    <>
      <Copyable value={made.key} label={texts.common.copy} />
      <p className="small soft">{words.publishUrl}</p>
      <Copyable value={made.publishUrl} label={texts.common.copy} />
      {made.srtUrl !== undefined && (
        <>
          <p className="small soft">{words.srtUrl}</p>
          <Copyable value={made.srtUrl} label={texts.common.copy} />
        </>
      )}
      <Notice kind="wait">{words.keyOnce}</Notice>
    </>
  );
}

function usePublishKey(sessionId: string) {
  const cache = useQueryClient();
  const keys = useQuery(queries.streamKeys());
  // Kept while the page is open, so that looking elsewhere on it does not lose what is shown only once.
  const { queryKey } = queries.madeKey(sessionId);
  const { data: made } = useQuery({ ...queries.madeKey(sessionId), enabled: false });
  const known = keys.data?.find((key) => key.sessionId === sessionId);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => (known ? rotateStreamKey(known.id) : createStreamKey({ sessionId })),
    onSuccess: (key) => {
      cache.setQueryData(queryKey, key);
      return cache.invalidateQueries({ queryKey: queries.streamKeys().queryKey });
    },
  });
  return {
    known,
    made,
    make: () => mutate(),
    error: error ?? keys.error,
    isPending: isPending || keys.isPending,
  };
}
