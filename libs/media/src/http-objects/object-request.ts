/** A request for a file of a stream. */
export type ObjectRequest = {
  /** Name of the stream, decoded. */
  readonly name: string;
  /** What is asked for, below the stream. */
  readonly file: string;
  readonly query: ObjectQuery;
};

/** The request is for us but cannot be served as it is. */
export class BadObjectRequest extends Error {
  override readonly name = 'BadObjectRequest';
}

const PATH = /^\/live\/([^/?#]{1,600})\/([^/?#]{1,100})$/;
const LONGEST_NAME = 200;
const LONGEST_QUERY = 500;
/** Of a number in a query: more digits are no integer any more. */
const INTEGER = /^\d{1,15}$/;

/**
 * Reads `/live/<name>/<file>?<query>`.
 * @returns undefined for a path that is not ours
 * @throws BadObjectRequest, with a text for the client
 */
export function readObjectRequest(target: string): ObjectRequest | undefined {
  const queryAt = target.indexOf('?');
  const path = queryAt < 0 ? target : target.slice(0, queryAt);
  const match = PATH.exec(path);
  if (!match) return undefined;
  const [, encoded = '', file = ''] = match;
  const query = queryAt < 0 ? '' : target.slice(queryAt + 1);
  if (query.length > LONGEST_QUERY)
    throw new BadObjectRequest(`A query has at most ${LONGEST_QUERY} characters.`);
  return { name: decodeName(encoded), file, query: new ObjectQuery(new URLSearchParams(query)) };
}

/** The parameters of a request; those that nobody asks for are ignored. */
export class ObjectQuery {
  constructor(private readonly parameters: URLSearchParams) {}

  /** @throws BadObjectRequest for a value that is not among those allowed, or is given twice */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.#single(name);
    const known = allowed.find((word) => word === value);
    if (value !== undefined && known === undefined)
      throw new BadObjectRequest(`"${name}" is one of ${allowed.join(', ')}.`);
    return known;
  }

  /** @throws BadObjectRequest for what is no whole number from 0 on, or is given twice */
  integer(name: string): number | undefined {
    const value = this.#single(name);
    if (value === undefined) return undefined;
    if (!INTEGER.test(value)) throw new BadObjectRequest(`"${name}" is a whole number from 0 on.`);
    return Number(value);
  }

  /** @throws BadObjectRequest for what is given twice */
  text(name: string): string | undefined {
    return this.#single(name);
  }

  #single(name: string): string | undefined {
    const values = this.parameters.getAll(name);
    if (values.length > 1) throw new BadObjectRequest(`"${name}" is given ${values.length} times.`);
    return values[0];
  }
}

function decodeName(encoded: string): string {
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    throw new BadObjectRequest('The name of the stream is not percent-encoded UTF-8.');
  }
  if (name.length > LONGEST_NAME)
    throw new BadObjectRequest(`A stream's name has at most ${LONGEST_NAME} characters.`);
  return name;
}
