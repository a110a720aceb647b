type Unit = { readonly name: string; readonly quantity: string; readonly factor: number };

const written: readonly [string, string, number, string][] = [
  ['km', 'length', 1000, 'kilometre kilometer 公里 千米'],
  ['m', 'length', 1, 'metre meter 米'],
  ['dm', 'length', 0.1, 'decimetre decimeter 分米'],
  ['cm', 'length', 0.01, 'centimetre centimeter 厘米'],
  ['mm', 'length', 0.001, 'millimetre millimeter 毫米'],
  ['t', 'mass', 1_000_000, 'tonne 吨'],
  ['kg', 'mass', 1000, 'kilogram kilogramme kilo 公斤 千克'],
  ['g', 'mass', 1, 'gram gramme 克'],
  ['mg', 'mass', 0.001, 'milligram milligramme 毫克'],
  ['l', 'volume', 1, 'litre liter 升'],
  ['ml', 'volume', 0.001, 'millilitre milliliter 毫升'],
  ['d', 'time', 86_400, 'day 天'],
  ['h', 'time', 3600, 'hour hr 小时'],
  ['min', 'time', 60, 'minute 分钟'],
  ['s', 'time', 1, 'second sec 秒'],
  ['%', 'share', 0.01, 'percent 百分'],
  ['°c', 'temperature', 1, 'degree celsius ℃ 度'],
  ['€', 'euro', 1, 'euro eur 欧元'],
  ['$', 'dollar', 1, 'dollar usd 美元'],
  ['£', 'pound', 1, 'pound gbp 英镑'],
  ['¥', 'yuan', 1, 'yuan rmb cny 元 块'],
];

const units = new Map<string, Unit>(
  written.flatMap(([name, quantity, factor, others]) =>
    [name, ...others.split(' ')].map((word): [string, Unit] => [word, { name, quantity, factor }]),
  ),
);

/** The unit that a word names, in one of its spellings; undefined for any other word. */
export function unitOf(word: string): Unit | undefined {
  return units.get(word) ?? (word.length > 2 ? units.get(word.replace(/s$/, '')) : undefined);
}
export type { Unit };
