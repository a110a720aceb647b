import { applyDecorators, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Id, Problem } from '@lockstep/contracts';
import * as z from 'zod';

type RouteDocs = {
  readonly summary: string;
  readonly description?: string;
  /** Default 200. */
  readonly status?: number;
  /** Schema of the answer's body; absent: none. */
  readonly answers?: z.ZodType;
  /** Media type of an answer that is no JSON. */
  readonly produces?: string;
  /** Other good answers. */
  readonly also?: Readonly<Record<number, string>>;
  /** The refusals worth handling: their status and what they mean. */
  readonly refuses?: Readonly<Record<number, string>>;
};

/** What the OpenAPI document says of a route. */
export function Documented(docs: RouteDocs): MethodDecorator {
  const { summary, description, status = 200, answers, produces, also = {}, refuses = {} } = docs;
  const bytes = produces && { content: { [produces]: { schema: { type: 'string', format: 'binary' } } } };
  const schema = answers === undefined ? { ...bytes } : { standardSchema: answers };
  return applyDecorators(
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({ status, description: summary, ...schema }),
    ...Object.entries(also).map(([code, meaning]) =>
      ApiResponse({ status: Number(code), description: meaning, ...schema }),
    ),
    ...Object.entries(refuses).map(([code, meaning]) =>
      ApiResponse({ status: Number(code), description: meaning, standardSchema: Problem }),
    ),
  );
}

/** An id in the path, checked. */
export const PathId = (name = 'id') => Param(name, { schema: Id });

export const listOf = <T extends z.ZodType>(item: T) => z.array(item);
