import { type Page, readPage } from '../paging/page.js';
import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type {
  Cue,
  Lesson as LessonBody,
  LessonDraft,
  LessonSummary,
  PageQuery,
  SlideOrder,
} from '@lockstep/contracts';
import { DataSource, type EntityManager, Repository } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { Deck, type SlideRecord } from '../decks/deck.entity.js';
import { DecksService, describeSlides } from '../decks/decks.service.js';
import { MAX_SLIDES } from '../decks/slide-limits.js';
import { SlidePictures, type UploadedFile } from '../decks/slide-pictures.js';
import { type FieldError, ValidationFailed } from '../errors/domain-error.js';
import { LessonNotFound, OtherLessonKind, UploadTooLarge } from './lesson-errors.js';
import { Lesson } from './lesson.entity.js';
import { ScriptsService } from './scripts/scripts.service.js';
import { firstAudience } from './sharing/first-audience.js';
import { askingOf, levelOfRank, rankFor } from './sharing/lesson-levels.js';

type Owned = Pick<LessonSummary, 'owner' | 'level'>;

@Injectable()
export class LessonsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
    private readonly decks: DecksService,
    private readonly pictures: SlidePictures,
    private readonly scripts: ScriptsService,
  ) {}

  async create(draft: LessonDraft, ownerId: string | null = null): Promise<LessonBody> {
    const now = new Date();
    const lesson = this.lessons.create({
      id: newId(),
      kind: 'slides',
      origin: null,
      ownerId,
      everyone: await firstAudience(this.dataSource.manager, ownerId),
      deckId: null,
      script: null,
      scriptRevision: 0,
      filesRevision: 0,
      createdAt: now,
      updatedAt: now,
      ...sorted(draft),
    });
    await this.lessons.insert(lesson);
    return this.#describe(lesson);
  }

  /** Those that `caller` may look at, the latest first. */
  async list(query: PageQuery, caller: Identity): Promise<Page<LessonSummary>> {
    const rows = this.lessons
      .createQueryBuilder('lesson')
      .select(['id', 'kind', 'title', 'deckId', 'updatedAt'].map((column) => `lesson.${column}`))
      .andWhere(`${rankFor(':me', ':isAdmin')} > 0`, {
        me: askingOf(caller).id,
        isAdmin: askingOf(caller).isAdmin,
      });
    const order = { by: ['lesson.updatedAt', 'lesson.id'], direction: 'DESC' } as const;
    const lessons = await readPage(rows, order, query);
    const slideCounts = await this.decks.slideCountsOf(lessons.items.flatMap(({ deckId }) => deckId ?? []));
    const ids = lessons.items.map(({ id }) => id);
    const versions = await this.scripts.latestVersions(ids);
    const owned = await this.#owned(ids, caller);
    return lessons.map(({ id, kind, title, deckId, updatedAt }) => ({
      id,
      kind,
      title,
      slideCount: deckId === null ? 0 : (slideCounts.get(deckId) ?? 0),
      version: versions.get(id) ?? null,
      ...(owned.get(id) ?? { owner: null, level: 'none' }),
      updatedAt: updatedAt.toISOString(),
    }));
  }

  /** Whose each lesson is, and what the caller may do with it. */
  async #owned(ids: readonly string[], caller: Identity): Promise<Map<string, Owned>> {
    const { id: me, isAdmin } = askingOf(caller);
    const rows = await this.dataSource.query<{ id: string; owner: Owned['owner']; rank: number }[]>(
      `SELECT lesson.id, ${rankFor('$2', '$3')} AS rank, CASE WHEN owner_id IS NULL THEN NULL
          ELSE json_build_object('id', owner_id, 'name', coalesce(person.name, staff_token.name)) END AS owner
        FROM lesson LEFT JOIN person ON person.id = owner_id LEFT JOIN staff_token ON staff_token.id = owner_id
        WHERE lesson.id = ANY($1::text[])`,
      [ids, me, isAdmin],
    );
    return new Map(rows.map(({ id, owner, rank }) => [id, { owner, level: levelOfRank(rank) }]));
  }

  /** @throws LessonNotFound */
  async get(id: string): Promise<LessonBody> {
    const lesson = await this.lessons.findOneBy({ id });
    if (!lesson) throw new LessonNotFound(id);
    return this.#describe(lesson);
  }

  /** @throws LessonNotFound, {@link OtherLessonKind} */
  async replace(id: string, draft: LessonDraft): Promise<LessonBody> {
    return this.#describe(await this.#change(id, (lesson) => Object.assign(lesson, sorted(draft))));
  }

  /** Sessions keep the lesson as they were given it. @throws LessonNotFound */
  async remove(id: string): Promise<void> {
    const { affected } = await this.lessons.delete({ id });
    if (affected !== 1) throw new LessonNotFound(id);
  }

  /**
   * Puts pictures and PDF pages behind the lesson's slides, or in their place.
   * @throws LessonNotFound, ValidationFailed, {@link UploadTooLarge}; then the lesson is as it was.
   */
  async addSlides(id: string, files: readonly UploadedFile[], instead: boolean): Promise<LessonBody> {
    if (files.length === 0)
      throw new ValidationFailed([{ code: 'empty', field: 'files', message: 'holds no file' }]);
    if (!(await this.lessons.existsBy({ id }))) throw new LessonNotFound(id);
    const added = await this.pictures.accept(files); // outside of the transaction: it may take long
    return this.#changeSlides(id, (slides) => (instead ? added : [...slides, ...added]));
  }

  /** @throws LessonNotFound, ValidationFailed */
  orderSlides(id: string, order: SlideOrder): Promise<LessonBody> {
    return this.#changeSlides(id, (slides) =>
      order.slides.map(({ from, title }, i) => {
        const slide = slides[from];
        if (slide) return title === undefined ? slide : { ...slide, title };
        const message = `the lesson has ${String(slides.length)} slides`;
        const reason = { code: 'no-such-slide', params: { count: slides.length } } as const;
        throw new ValidationFailed([{ ...reason, field: `slides.${String(i)}.from`, message }]);
      }),
    );
  }

  async #changeSlides(
    id: string,
    change: (slides: readonly SlideRecord[]) => SlideRecord[],
  ): Promise<LessonBody> {
    const lesson = await this.#change(id, async (row, manager) => {
      const before =
        row.deckId === null ? [] : (await manager.findOneByOrFail(Deck, { id: row.deckId })).slides;
      const slides = change(before);
      if (slides.length > MAX_SLIDES)
        throw new UploadTooLarge(`a lesson has at most ${String(MAX_SLIDES)} slides`);
      row.deckId = await this.decks.keep(slides, manager);
    });
    return this.#describe(lesson);
  }

  /** One change at a time: two uploads at once both arrive. */
  #change(id: string, change: (lesson: Lesson, manager: EntityManager) => unknown): Promise<Lesson> {
    return this.dataSource.transaction(async (manager) => {
      const lesson = await manager.findOne(Lesson, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!lesson) throw new LessonNotFound(id);
      if (lesson.kind === 'script') throw new OtherLessonKind(id, true);
      await change(lesson, manager);
      lesson.updatedAt = new Date();
      return manager.save(lesson);
    });
  }

  async #describe(lesson: Lesson): Promise<LessonBody> {
    const { id, kind, title, language, questions, cues, deckId } = lesson;
    const slides = deckId === null ? [] : (await this.decks.get(deckId)).slides;
    return {
      id,
      kind,
      title,
      language,
      questions: [...questions],
      cues: [...cues],
      deckId,
      slides: deckId === null ? [] : describeSlides(deckId, slides),
      problems: problemsOf(cues, slides.length),
      createdAt: lesson.createdAt.toISOString(),
      updatedAt: lesson.updatedAt.toISOString(),
    };
  }
}

const sorted = ({ questions, cues, ...draft }: LessonDraft) => ({
  ...draft,
  storedQuestions: questions,
  storedCues: cues.toSorted((a, b) => a.atMs - b.atMs),
});

/** What keeps a lesson from being taught, though it may be saved: slides may be uploaded after the cues. */
export function problemsOf(cues: readonly Cue[], slideCount: number): FieldError[] {
  return cues.flatMap((cue, i) =>
    cue.type === 'slide.shown' && cue.index >= slideCount
      ? [
          {
            ...({ code: 'no-such-slide', params: { count: slideCount } } as const),
            field: `cues.${String(i)}.index`,
            message: `there is no slide ${String(cue.index)}`,
          },
        ]
      : [],
  );
}
