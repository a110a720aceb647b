import { type AskedQuestion, partsOf, readPoint, type ShownTask } from '@lockstep/contracts';
import { BoardMark, boxOf, PictureBoard } from './picture-board.js';

type GivenBoardProps = {
  readonly question: Pick<AskedQuestion, 'media'> & { readonly task: ShownTask };
  /** Of this student, where there is one. */
  readonly own?: readonly string[] | undefined;
  /** Of the class, and how each part of each answer was judged. */
  readonly others?: readonly { readonly parts: readonly string[]; readonly right: readonly boolean[] }[];
  readonly solution?: readonly string[] | undefined;
};

/** The picture of a question and what was answered on it. What it shows is also said in words beside it. */
export function GivenBoard({ question: { task, media }, own, others = [], solution }: GivenBoardProps) {
  if (task.kind === 'label')
    return (
      <PictureBoard media={media}>
        {task.places.map((place, i) => (
          <span
            key={place.id}
            className="board__place"
            style={boxOf({ region: place.region })}
            aria-hidden="true"
          >
            {i + 1}
          </span>
        ))}
      </PictureBoard>
    );
  if (task.kind !== 'hotspot') return null;
  const points = (parts: readonly string[] = []) => parts.flatMap((part) => readPoint(part) ?? []);
  const numberOf = (i: number) => (partsOf(task).length > 1 ? String(i + 1) : '');
  return (
    <PictureBoard media={media}>
      {task.areas?.map((area) => (
        <span
          key={area.id}
          className="board__area"
          style={boxOf(area)}
          title={area.text}
          aria-hidden="true"
        />
      ))}
      {others.flatMap(({ parts, right }, of) =>
        points(parts).map((point, i) => (
          <BoardMark key={`${of} ${i}`} at={point} look={right[i] ? 'right' : 'class'} />
        )),
      )}
      {points(solution).map((point, i) => (
        <BoardMark key={`s ${i}`} at={point} look="right" text="✓" />
      ))}
      {points(own).map((point, i) => (
        <BoardMark key={`o ${i}`} at={point} look="own" text={numberOf(i)} />
      ))}
    </PictureBoard>
  );
}
