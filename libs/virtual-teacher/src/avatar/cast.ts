import { readdir } from 'node:fs/promises';
import type { Avatar } from './avatar.js';

const folder = new URL('./cast/', import.meta.url);
let cast: Promise<ReadonlyMap<string, Avatar>> | undefined;

/** All shipped avatars by name: every file of `cast/` is one, so a new file is a new avatar. */
export function shippedAvatars(): Promise<ReadonlyMap<string, Avatar>> {
  cast ??= readCast();
  return cast;
}

async function readCast(): Promise<ReadonlyMap<string, Avatar>> {
  const files = (await readdir(folder)).filter((file) => /(?<!\.d|\.spec)\.[jt]s$/.test(file)).sort();
  const avatars = await Promise.all(
    files.map(async (file) => {
      const module = (await import(new URL(file, folder).href)) as { readonly avatar: Avatar };
      return [module.avatar.name, module.avatar] as const;
    }),
  );
  return new Map(avatars);
}
