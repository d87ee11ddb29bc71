import { describe, expect, it } from '@jest/globals'
import { seatCodes } from '../../../src/features/activities/door/seat-codes.js'
import { readLink, signLink } from '../../../src/features/activities/links.js'
import { createVault } from '../../../src/kit/crypto.js'

const vault = createVault(Buffer.alloc(32, 7))
const LINK = { activityId: 'outing', who: 'somebody' }

describe('a link to the door or to a sign-up', () => {
  it('opens what it was signed for, until it ends', () => {
    const token = signLink('door', LINK, 1000, vault)
    expect(readLink('door', token, 999, vault)).toEqual(LINK)
    expect(readLink('door', token, 1000, vault)).toBeNull()
  })

  it('opens nothing else, and nothing when a part of it was changed', () => {
    const token = signLink('door', LINK, 1000, vault)
    expect(readLink('seat', token, 0, vault)).toBeNull()
    expect(readLink('door', token, 0, createVault(Buffer.alloc(32, 8)))).toBeNull()
    for (const [n, part] of token.split('.').entries())
      expect(readLink('door', token.split('.').with(n, `${part}x`).join('.'), 0, vault)).toBeNull()
  })
})

describe('codes of seats', () => {
  it('are four digits, differ within an activity, and stay when others sign up', () => {
    const ids = Array.from({ length: 400 }, (_, n) => `rsvp-${String(n).padStart(4, '0')}`)
    const codes = seatCodes('outing', ids)
    expect(new Set(codes.values()).size).toBe(400)
    for (const code of codes.values()) expect(code).toMatch(/^\d{4}$/)
    const before = seatCodes('outing', ids.slice(0, 100))
    for (const [id, code] of before) expect(codes.get(id)).toBe(code)
    expect(seatCodes('another', ids).get(ids[0] as string)).not.toBe(codes.get(ids[0] as string))
  })
})
