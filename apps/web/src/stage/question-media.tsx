import { mediaPath, type ShownMedia } from '@lockstep/contracts';
import './question-media.css';

type QuestionMediaProps = { readonly media: ShownMedia; readonly lang: string | undefined };

/** A picture, a recording or a film beside words. Nothing plays by itself; what is heard is also there to be read. */
export function QuestionMedia({ media: { kind, id, alt }, lang }: QuestionMediaProps) {
  if (kind === 'picture') return <img className="media__picture" src={mediaPath(id)} alt={alt} lang={lang} />;
  const Player = kind;
  return (
    <figure className="media">
      <Player className={`media__${kind}`} src={mediaPath(id)} controls preload="metadata" aria-label={alt} />
      <figcaption className="small soft" lang={lang}>
        {alt}
      </figcaption>
    </figure>
  );
}
