import { readNumber } from '../../../kit/chinese/number.js'

const AMOUNT =
  /^(?:[¥￥]\s*)?(\d[\d,，]*(?:\.\d{1,2})?|[一二两三四五六七八九十百]+)\s*(万|千|k)?\s*(?:元|块钱?|yuan|rmb)?$/i
const FACTOR: Record<string, number> = { 万: 10_000, 千: 1_000, k: 1_000 }

/** `8000`, `8000元`, `1.2万`, `三千`: fen; null for anything else. */
export function readMoney(text: string): number | null {
  const [, amount = '', unit = ''] = AMOUNT.exec(text.trim()) ?? []
  if (!amount) return null
  const plain = amount.replace(/[,，]/g, '')
  const yuan = /^\d/.test(plain) ? Number(plain) : readNumber(plain)
  const fen = Math.round(yuan * (FACTOR[unit.toLowerCase()] ?? 1) * 100)
  return Number.isSafeInteger(fen) ? fen : null
}

/** `5200`, `32.3`: yuan to one digit, as people compare costs. */
export const yuan = (fen: number): string => String(Math.round(fen / 10) / 10)
