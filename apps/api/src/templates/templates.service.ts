import { Injectable } from '@nestjs/common';
import { DeckFailed } from '@lockstep/virtual-teacher';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { DeliveryTemplate, DeliveryTemplateChange, DeliveryTemplateCreate } from '@lockstep/contracts';
import { DataSource, type EntityManager, QueryFailedError, Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { SlideRenderer } from '../decks/slide-renderer.js';
import { ValidationFailed } from '../errors/domain-error.js';
import { EventBus } from '../events/event-bus.js';
import { TemplateNameTaken, TemplateNotFound, TooManyTemplates } from './template-errors.js';
import { TemplatesChanged } from './template-events.js';
import { DeliveryTemplateRow, storedTemplate, type TemplateContent } from './template.entity.js';

const MOST = 50;
/** An image is drawn at a part of the frame; more pixels would be thrown away. */
const IMAGE_LIMITS = { maxWidth: 960, maxHeight: 540, maxPixels: 40_000_000 };

const UNIQUE_VIOLATION = '23505';

/** The templates: made, changed and deleted while sessions run by them. */
@Injectable()
export class Templates {
  constructor(
    @InjectRepository(DeliveryTemplateRow) private readonly rows: Repository<DeliveryTemplateRow>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly renderer: SlideRenderer,
    private readonly bus: EventBus,
  ) {}

  async list(): Promise<DeliveryTemplate[]> {
    const rows = await this.rows.find({ order: { name: 'ASC', id: 'ASC' } });
    return rows.map(described);
  }

  /** @throws TemplateNotFound */
  async get(id: string): Promise<DeliveryTemplateRow> {
    const row = await this.rows.findOneBy({ id });
    if (!row) throw new TemplateNotFound(id);
    return row;
  }

  /** @throws TemplateNotFound */
  async describe(id: string): Promise<DeliveryTemplate> {
    return described(await this.get(id));
  }

  /** @throws TooManyTemplates, TemplateNameTaken */
  async create({ name, isDefault, ...content }: DeliveryTemplateCreate): Promise<DeliveryTemplate> {
    if ((await this.rows.count()) >= MOST) throw new TooManyTemplates(MOST);
    const at = new Date();
    const row = this.rows.create({
      ...{ id: newId(), name, isDefault, image: null, createdAt: at, changedAt: at },
      storedContent: storedTemplate.write(content),
    });
    await this.#save(row, (manager) => manager.insert(DeliveryTemplateRow, row));
    return described(row);
  }

  /** Sessions that run by it change over. @throws TemplateNotFound, TemplateNameTaken */
  async change(id: string, change: DeliveryTemplateChange): Promise<DeliveryTemplate> {
    const row = await this.get(id);
    const { name = row.name, isDefault = row.isDefault, ...content } = change;
    const next = { name, isDefault, storedContent: storedTemplate.write({ ...row.content, ...content }) };
    Object.assign(row, next, { changedAt: new Date() });
    await this.#save(row, (manager) =>
      manager.update(DeliveryTemplateRow, { id }, { ...next, changedAt: row.changedAt }),
    );
    return described(row);
  }

  /** @param bytes undefined: none. @throws TemplateNotFound, ValidationFailed for what is no image */
  async changeImage(id: string, bytes: Buffer | undefined): Promise<DeliveryTemplate> {
    const row = await this.get(id);
    row.image = bytes ? await this.#read(bytes) : null;
    row.changedAt = new Date();
    await this.rows.update({ id }, { image: row.image, changedAt: row.changedAt });
    this.bus.publish(new TemplatesChanged());
    return described(row);
  }

  /** Sessions that run by it go on with the next template that holds for them. @throws TemplateNotFound */
  async delete(id: string): Promise<void> {
    const { affected = 0 } = await this.rows.delete({ id });
    if (affected === 0) throw new TemplateNotFound(id);
    this.bus.publish(new TemplatesChanged());
  }

  async #read(bytes: Buffer): Promise<Buffer> {
    try {
      const { bytes: image } = await this.renderer.picture(bytes, 'watermark', IMAGE_LIMITS);
      return Buffer.from(image);
    } catch (cause) {
      if (!(cause instanceof DeckFailed)) throw cause;
      const message = `is no whole PNG, JPEG or WebP image. ${cause.problem.message}`;
      throw new ValidationFailed([{ code: 'bad-file', params: { file: 'image' }, field: 'image', message }]);
    }
  }

  /** The new default takes the place of the one before. */
  async #save(row: DeliveryTemplateRow, write: (manager: EntityManager) => Promise<unknown>): Promise<void> {
    try {
      await this.dataSource.transaction(async (manager) => {
        if (row.isDefault)
          await manager.update(DeliveryTemplateRow, { isDefault: true }, { isDefault: false });
        await write(manager);
      });
    } catch (error) {
      if (
        error instanceof QueryFailedError &&
        (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION
      )
        throw new TemplateNameTaken(row.name);
      throw error;
    }
    this.bus.publish(new TemplatesChanged());
  }
}

function described(row: DeliveryTemplateRow): DeliveryTemplate {
  const { id, name, isDefault, content, image, createdAt, changedAt } = row;
  const { renditions, crop, blur, watermark, encoder }: TemplateContent = content;
  return {
    ...{ id, name, isDefault, renditions, crop, blur, watermark, encoder, hasImage: image !== null },
    ...{ createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString() },
  };
}
