import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { joinLink, readToken, signToken } from '../../../src/features/registration/link.js'
import { DAY } from '../../../src/kit/clock.js'
import { createVault } from '../../../src/kit/crypto.js'
import { DEALER } from '../../kit/dealer.js'

const vault = createVault(Buffer.alloc(32, 7))
const memberId = fc.uuid()
const now = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2036, 0) })
const span = fc.integer({ min: 1, max: 30 * DAY })

describe('a link to the form', () => {
  it('opens the form of its member until it expires, and never after', () => {
    fc.assert(
      fc.property(memberId, now, span, fc.integer({ min: 0, max: 365 * DAY }), (id, at, lifetime, later) => {
        const token = signToken(id, at + lifetime, vault)
        expect(readToken(token, at + lifetime - 1, vault)).toEqual({ memberId: id, until: at + lifetime, shown: false })
        expect(readToken(token, at + lifetime + later, vault)).toBeNull()
      }),
    )
  })

  it('that was shown in a group stays known as such: the mark is signed with it', () => {
    fc.assert(
      fc.property(memberId, now, (id, at) => {
        const token = signToken(id, at + DAY, vault, true)
        expect(readToken(token, at, vault)).toEqual({ memberId: id, until: at + DAY, shown: true })
        expect(readToken(token.replace('.0', '.'), at, vault)).toBeNull()
      }),
    )
  })

  it('cannot be turned into one of another member, or one that lasts longer', () => {
    fc.assert(
      fc.property(memberId, memberId, now, span, span, (one, other, at, lifetime, more) => {
        fc.pre(one !== other)
        const [id, until, signature] = signToken(one, at + lifetime, vault).split('.')
        expect(readToken(`${other}.${until}.${signature}`, at, vault)).toBeNull()
        expect(readToken(`${id}.${(at + lifetime + more).toString(36)}.${signature}`, at, vault)).toBeNull()
      }),
    )
  })

  it('cannot be forged: any other letter, any other key, or none at all', () => {
    const other = createVault(Buffer.alloc(32, 8))
    fc.assert(
      fc.property(memberId, now, fc.nat(200), fc.string({ minLength: 1, maxLength: 1 }), (id, at, place, letter) => {
        const token = signToken(id, at + DAY, vault)
        const index = place % token.length
        const changed = token.slice(0, index) + letter + token.slice(index + 1)
        fc.pre(changed !== token)
        expect(readToken(changed, at, vault)).toBeNull()
        expect(readToken(token, at, other)).toBeNull()
        expect(readToken(`${id}.${(at + DAY).toString(36)}.${vault.fingerprint(id)}`, at, vault)).toBeNull()
        expect(readToken(`${token}.`, at, vault)).toBeNull()
      }),
    )
    fc.assert(fc.property(fc.string({ maxLength: 200 }), now, (text, at) => readToken(text, at, vault) === null))
  })

  it('is sent only where customers can reach the server, and lasts a week', () => {
    const at = Date.UTC(2026, 8, 1)
    expect(joinLink(DEALER, 'm', at, vault)).toBeNull()
    const link = joinLink({ ...DEALER, publicUrl: 'https://join.example.com' }, 'm', at, vault) ?? ''
    expect(link).toMatch(/^https:\/\/join\.example\.com\/join\/m\.[0-9a-z]+\.[\w-]{43}$/)
    expect(readToken(link.split('/').at(-1) ?? '', at, vault)).toEqual({
      memberId: 'm',
      until: at + 7 * DAY,
      shown: false,
    })
  })
})
