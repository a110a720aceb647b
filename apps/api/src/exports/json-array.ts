/** As much as is sent at once, characters. */
const CHUNK = 16_384;

/** The JSON of a list whose items are read while it is sent, a line for each. */
export async function* jsonArray(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let text = '[';
  let isFirst = true;
  for await (const item of items) {
    text += `${isFirst ? '\n' : ',\n'}${JSON.stringify(item)}`;
    isFirst = false;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield `${text}\n]\n`;
}
