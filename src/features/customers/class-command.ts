import type { CustomerClass } from '../../store/index.js'

/** What managers say of the classes, and sales of whom to contact. */
export type ClassCommand =
  | { type: 'review' | 'confirm' | 'visits' }
  | { type: 'change'; number: number; to: CustomerClass }

const CHANGE = /^(?:分级|classes)\s*#?(\d+)\s*(?:改成?|to)\s*([abc])\s*级?$/i

/** `分级`, `分级 确认`, `分级 3 改 B`, `拜访名单`. */
export function readClassCommand(said: string): ClassCommand | null {
  const text = said.trim().replace(/[。!！～~]+$/, '')
  if (/^(?:分级|分级名单|classes)$/i.test(text)) return { type: 'review' }
  if (/^(?:分级\s*确认|确认分级|classes confirm)$/i.test(text)) return { type: 'confirm' }
  if (/^(?:拜访名单|该联系谁|visits)$/i.test(text)) return { type: 'visits' }
  const [, number, to] = CHANGE.exec(text) ?? []
  return number && to ? { type: 'change', number: Number(number), to: to.toUpperCase() as CustomerClass } : null
}
