import type { Action, Channel, ChannelKind, ChannelState, Receipt } from '../../src/message/index.js'

/** A platform that answers as the script says, and is content when the script is at its end. */
export interface ScriptedChannel extends Channel {
  delivered: { at: number; action: Action }[]
  script: (Receipt | Error)[]
  set(state: ChannelState): void
  /** Deliveries wait until the promise that this returns is let go. */
  hold(): () => void
}

export function scriptedChannel(kind: ChannelKind, now: () => number): ScriptedChannel {
  let state: ChannelState = 'online'
  let held: Promise<void> = Promise.resolve()
  return {
    kind,
    account: 'cheyou',
    capabilities: new Set(),
    delivered: [],
    script: [],
    state: () => state,
    set(next) {
      state = next
    },
    hold() {
      let release: () => void = () => undefined
      held = new Promise((resolve) => (release = resolve))
      return release
    },
    start: async () => undefined,
    stop: async () => undefined,
    async deliver(action) {
      this.delivered.push({ at: now(), action })
      await held
      const answer = this.script.shift() ?? { outcome: 'sent', messageId: `p${this.delivered.length}` }
      if (answer instanceof Error) throw answer
      return answer
    },
  }
}
