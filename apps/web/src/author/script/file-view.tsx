import type { LessonAsset } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { Notice } from '../../ui/notice.js';
import { FOLDER } from './recordings/sentences.js';

/** A file of a script: the image, the clip, the recording, or the deck as text. */
export function FileView({ lessonId, file }: { lessonId: string; file: LessonAsset }) {
  const texts = useTexts();
  const asked = useQuery(queries.scriptFile(lessonId, file.path));
  const shown = useShown(asked.data, file.mediaType.startsWith('text/'));
  const problem = problemOf(asked);
  if (problem) return <Notice kind="error">{explain(problem, texts)}</Notice>;
  if (shown.text !== undefined) return <pre className="file-view__text">{shown.text}</pre>;
  if (shown.url === undefined) return <p className="soft">{texts.common.loading}</p>;
  if (file.mediaType.startsWith('image/'))
    return <img className="file-view" src={shown.url} alt={file.path} />;
  if (file.mediaType.startsWith('audio/') || file.path.startsWith(`${FOLDER}/`))
    return <audio className="file-view" src={shown.url} controls />;
  if (file.mediaType.startsWith('video/')) return <video className="file-view" src={shown.url} controls />;
  return (
    <a className="button" href={shown.url} download={file.path.split('/').at(-1)}>
      {texts.script.files.open}
    </a>
  );
}

type Shown = { readonly url?: string; readonly text?: string };

/** The content as text, or at an address of its own for as long as it is shown. */
function useShown(content: Blob | undefined, isText: boolean): Shown {
  const [shown, setShown] = useState<Shown>({});
  useEffect(() => {
    if (!content) return;
    if (isText) {
      void content.text().then((text) => setShown({ text }));
      return;
    }
    const url = URL.createObjectURL(content);
    setShown({ url });
    return () => URL.revokeObjectURL(url);
  }, [content, isText]);
  return shown;
}
