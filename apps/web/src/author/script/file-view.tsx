import type { LessonAsset } from '@lockstep/contracts';
import { useEffect, useState } from 'react';
import { explain } from '../../api/explain.js';
import { useTexts } from '../../i18n/language.js';
import { Notice } from '../../ui/notice.js';

type Shown = { readonly url?: string; readonly text?: string; readonly error?: unknown };

/** A file of a script: the picture, the clip, or the deck as text. */
export function FileView({
  file,
  load,
}: {
  file: LessonAsset;
  load: (signal: AbortSignal) => Promise<Blob>;
}) {
  const texts = useTexts();
  const [shown, setShown] = useState<Shown>({});
  const [start] = useState(() => load);
  const isText = file.mediaType.startsWith('text/');
  useEffect(() => {
    const aborter = new AbortController();
    let url: string | undefined;
    const read = async () => {
      const blob = await start(aborter.signal);
      if (isText) return setShown({ text: await blob.text() });
      url = URL.createObjectURL(blob);
      setShown({ url });
    };
    read().catch((error: unknown) => {
      if (!aborter.signal.aborted) setShown({ error });
    });
    return () => {
      aborter.abort();
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [start, isText]);
  if (shown.error !== undefined) return <Notice kind="error">{explain(shown.error, texts)}</Notice>;
  if (shown.text !== undefined) return <pre className="file-view__text">{shown.text}</pre>;
  if (shown.url === undefined) return <p className="soft">{texts.common.loading}</p>;
  if (file.mediaType.startsWith('image/'))
    return <img className="file-view" src={shown.url} alt={file.path} />;
  if (file.mediaType.startsWith('video/')) return <video className="file-view" src={shown.url} controls />;
  return (
    <a className="button" href={shown.url} download={file.path.split('/').at(-1)}>
      {texts.script.files.open}
    </a>
  );
}
