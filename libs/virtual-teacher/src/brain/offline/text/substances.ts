/** What substances of school chemistry are called. */
const names = new Map<string, readonly string[]>([
  ['CO2', ['carbon dioxide']],
  ['CO', ['carbon monoxide']],
  ['H2O', ['water']],
  ['H2O2', ['hydrogen peroxide']],
  ['O2', ['oxygen']],
  ['O3', ['ozone']],
  ['H2', ['hydrogen']],
  ['N2', ['nitrogen']],
  ['Cl2', ['chlorine']],
  ['CH4', ['methane']],
  ['NH3', ['ammonia']],
  ['SO2', ['sulfur dioxide', 'sulphur dioxide']],
  ['NO2', ['nitrogen dioxide']],
  ['H2SO4', ['sulfuric acid', 'sulphuric acid']],
  ['HNO3', ['nitric acid']],
  ['CaCO3', ['calcium carbonate', 'chalk', 'limestone']],
  ['Fe2O3', ['iron oxide', 'rust']],
  ['C6H12O6', ['glucose', 'sugar']],
  ['C2H5OH', ['ethanol', 'alcohol']],
]);

/**
 * Whether a formula of chemistry names one of these substances; undefined for a formula that is not known.
 * @param formula such as `CO2`
 */
export function namesSubstance(formula: string, accepted: readonly string[]): boolean | undefined {
  const known = names.get(formula.trim());
  return known && accepted.some((one) => known.includes(one.toLowerCase().trim()));
}
