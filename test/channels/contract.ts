import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Capability } from '../../src/message/index.js'
import { actingCases } from './acting.js'
import { createEars } from './ears.js'
import { faultCases } from './faults.js'
import { frameCases } from './frames.js'
import type { CreateHarness, Facet, Harness, Traits } from './harness.js'
import { hearingCases } from './hearing.js'

export * from './harness.js'

export interface Cases {
  harness(): Harness
  ears: ReturnType<typeof createEars>
  traits: Traits
  /** A case that needs capabilities or facets; without them it is skipped, and its name says why. */
  caseFor(name: string, needs: readonly (Capability | Facet)[], run: () => Promise<void>): void
}

/** Every channel keeps the same promises: the same cases on each platform. */
export function channelContract(name: string, createHarness: CreateHarness, traits: Traits): void {
  describe(`${name} keeps the channel contract`, () => {
    const ears = createEars()
    let made: Harness
    beforeAll(async () => {
      made = await createHarness(ears.sink)
    })
    afterAll(async () => {
      await made.stop()
      expect(made.channel.state()).toBe('offline')
    })
    const cases: Cases = {
      harness: () => made,
      ears,
      traits,
      caseFor(title, needs, run) {
        const reason = needs.map((need) => whyNot(need, traits)).find(Boolean)
        if (reason) it.skip(`${title} — skipped: ${reason}`, () => {})
        else it(title, run)
      },
    }

    it('is online and declares what it can do', () => {
      expect(made.channel.state()).toBe('online')
      expect([...made.channel.capabilities].sort()).toEqual([...traits.capabilities].sort())
    })
    hearingCases(cases)
    actingCases(cases)
    frameCases(cases)
    faultCases(cases)
  })
}

const CAPABILITIES: Record<Capability, true> = {
  recall: true,
  mute: true,
  kick: true,
  setCard: true,
  approveJoin: true,
  acceptInvitation: true,
  leave: true,
  announce: true,
  buttons: true,
  mention: true,
  listMembers: true,
  directMessage: true,
}

export const allBut = (...lacking: Capability[]): Capability[] =>
  (Object.keys(CAPABILITIES) as Capability[]).filter((each) => !lacking.includes(each))

function whyNot(need: Capability | Facet, { capabilities, lacks = {} }: Traits): string | undefined {
  if (!(need in CAPABILITIES)) return lacks[need as Facet]
  return capabilities.includes(need as Capability) ? undefined : `declares no ${need}`
}
