import { maskPhone } from '../crypto.js'

const PHONE = /(?<![\d.])(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)/

/** An 11-digit Chinese mobile number that stands alone, spaces and hyphens allowed; null when there is none. */
export function findPhone(text: string): string | null {
  const match = PHONE.exec(text.normalize('NFKC'))
  return match?.[1]?.replace(/\D/g, '') ?? null
}

/** A text in which each such number is shortened to 138****8000; whoever writes it in wide digits gets narrow ones. */
export const maskPhones = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => digit.normalize('NFKC'))
    .replace(new RegExp(PHONE, 'g'), (_all, phone: string) => maskPhone(phone.replace(/\D/g, '')))
