/** An 11-digit Chinese mobile number that stands alone, spaces and hyphens allowed; null when there is none. */
export function findPhone(text: string): string | null {
  const match = /(?<![\d.])(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)/.exec(text.normalize('NFKC'))
  return match?.[1]?.replace(/\D/g, '') ?? null
}
