/**
 * The value of an attribute: a number or an enumerated word stands as it is, `{ quoted }` becomes a quoted string.
 * Specification: RFC 8216bis, 4.2.
 */
export type AttributeValue = number | string | { readonly quoted: string };

/** Attributes in the order in which they are written; those that are undefined are left out. */
export type AttributeList = Readonly<Record<string, AttributeValue | undefined>>;

/** What no quoted string can hold: line feeds, carriage returns and double quotes. */
const UNQUOTABLE = /[\r\n"]/;
/** Enumerated words, resolutions and hexadecimal numbers. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * A tag with an attribute list, without its line end.
 * @param name with the number sign, such as `#EXT-X-PART`
 * @throws RangeError for a value that its kind cannot hold
 */
export function writeTag(name: string, attributes: AttributeList): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${writeValue(key, value)}`],
  );
  return `${name}:${written.join(',')}`;
}

/** Seconds as a playlist writes them: five decimals, which is finer than a sample at 96 kHz. */
export const decimalSeconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(5);

function writeValue(key: string, value: AttributeValue): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${key} cannot be ${value}.`);
    return String(value);
  }
  if (typeof value === 'string') {
    if (!WORD.test(value)) throw new RangeError(`${key} is no single word: ${JSON.stringify(value)}.`);
    return value;
  }
  if (UNQUOTABLE.test(value.quoted)) {
    throw new RangeError(`${key} holds a quote or a line end: ${JSON.stringify(value.quoted)}.`);
  }
  return `"${value.quoted}"`;
}
