import { lessonJsonSchema } from '@lockstep/lesson';
import { type Command, parse } from '../command.js';
import { UsageError } from '../errors.js';

const NAME = 'lockstep lesson schema';

export const schemaCommand: Command = {
  name: NAME,
  usage: '',
  help: `${NAME}: print the JSON Schema of lessons

Usage: ${NAME}

An editor that knows YAML completes and explains lessons whose first line is

  # yaml-language-server: $schema=lesson.schema.json

with the path of this text after the equals sign.
`,
  run,
};

function run(args: readonly string[]): number {
  const { positionals } = parse(args, {});
  if (positionals.length > 0) throw new UsageError(`'${positionals.join(' ')}' means nothing here.`);
  process.stdout.write(`${JSON.stringify(lessonJsonSchema(), null, 2)}\n`);
  return 0;
}
