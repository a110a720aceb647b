import { type ArgumentsHost, Catch, Logger, type WsExceptionFilter } from '@nestjs/common';
import { problemOf, unforeseen } from '../errors/problem.js';

/** A call over the socket is always answered: what was thrown becomes `{ok: false, problem}` to its acknowledgement. */
@Catch()
export class AckFilter implements WsExceptionFilter {
  readonly #logger = new Logger('Classroom');

  catch(error: unknown, host: ArgumentsHost): void {
    const known = problemOf(error);
    if (known === undefined) this.#logger.error(error);
    const acknowledge = host.getArgs<unknown[]>().find((argument) => typeof argument === 'function');
    (acknowledge as ((answer: unknown) => void) | undefined)?.({ ok: false, problem: known ?? unforeseen() });
  }
}
