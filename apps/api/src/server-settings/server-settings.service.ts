import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ChangeableSetting, type ServerSetting } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import * as z from 'zod';
import { describeSettings, Settings } from '../config/settings.js';
import { ValidationFailed } from '../errors/domain-error.js';
import { reasonOf } from '../errors/field-reason.js';
import { ChangedSetting } from './changed-setting.entity.js';
import { SettingNotFound } from './setting-errors.js';

/** The settings that are changed while the server runs. They are kept, and hold again after a restart. */
@Injectable()
export class ServerSettings implements OnModuleInit {
  readonly #logger = new Logger('Settings');

  constructor(
    @InjectRepository(ChangedSetting) private readonly rows: Repository<ChangedSetting>,
    private readonly settings: Settings,
  ) {}

  /** A value that an older version kept and this one does not take must not keep the server from starting. */
  async onModuleInit(): Promise<void> {
    for (const { name, value } of await this.rows.find()) {
      const known = ChangeableSetting.safeParse(name);
      try {
        if (known.success) this.settings.change(known.data, value);
      } catch (error) {
        if (!(error instanceof z.ZodError)) throw error;
        this.#logger.warn(
          `${name} was changed to a value that does not fit any more; the environment holds.`,
        );
      }
    }
  }

  async list(): Promise<ServerSetting[]> {
    const changes = new Map((await this.rows.find()).map((row) => [row.name, row]));
    const descriptions = new Map(describeSettings().map((one) => [one.name, one.description]));
    return ChangeableSetting.options.map((name) => ({
      name,
      description: descriptions.get(name) ?? '',
      value: textOf(this.settings.get(name)),
      initialValue: textOf(this.settings.values[name]),
      changedAt: changes.get(name)?.changedAt.toISOString() ?? null,
    }));
  }

  /** @throws SettingNotFound, ValidationFailed; nothing is changed then */
  async change(name: string, value: string): Promise<ServerSetting> {
    const setting = changeable(name);
    const before = textOf(this.settings.get(setting));
    this.#apply(setting, value);
    try {
      await this.rows.upsert({ name: setting, value, changedAt: new Date() }, ['name']);
    } catch (error) {
      this.#apply(setting, before); // what is not kept does not hold
      throw error;
    }
    return this.#one(setting);
  }

  /** What the environment says holds again. @throws SettingNotFound */
  async reset(name: string): Promise<ServerSetting> {
    const setting = changeable(name);
    await this.rows.delete({ name: setting });
    this.settings.change(setting, undefined);
    return this.#one(setting);
  }

  #apply(name: ChangeableSetting, value: string): void {
    try {
      this.settings.change(name, value);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      throw new ValidationFailed(
        error.issues.map((issue) => ({ ...reasonOf(issue), field: 'value', message: issue.message })),
      );
    }
  }

  async #one(name: ChangeableSetting): Promise<ServerSetting> {
    const found = (await this.list()).find((one) => one.name === name);
    if (!found) throw new SettingNotFound(name);
    return found;
  }
}

function changeable(name: string): ChangeableSetting {
  const known = ChangeableSetting.safeParse(name);
  if (!known.success) throw new SettingNotFound(name);
  return known.data;
}

const textOf = (value: string | number | boolean | undefined): string => String(value ?? '');
