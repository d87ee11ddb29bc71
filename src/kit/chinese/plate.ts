const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
/** Five signs after the office's letter, six for a new-energy car; I and O are not used. Separators may stand anywhere. */
const PLATE = new RegExp(
  `([${PROVINCES}])\\s*([A-HJ-NP-Z])[\\s.·-]*((?:[A-HJ-NP-Z0-9]\\s?){4,5}[A-HJ-NP-Z0-9挂学警])(?![A-Z0-9])`,
)

/** The first number plate of a mainland car: `沪a·12 345` → `沪A12345`; null when there is none. */
export function findPlate(text: string): string | null {
  const found = PLATE.exec(text.normalize('NFKC').toUpperCase())
  return found ? `${found[1]}${found[2]}${found[3]?.replace(/\s/g, '')}` : null
}
