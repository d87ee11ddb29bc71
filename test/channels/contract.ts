import { describe } from '@jest/globals'
import type { CreateHarness, Traits } from './harness.js'

export * from './harness.js'

/** Every channel keeps the same promises: the same cases on each platform. */
export function channelContract(name: string, createHarness: CreateHarness, traits: Traits): void {
  describe(`${name} keeps the channel contract`, () => {
    void createHarness
    void traits
  })
}
