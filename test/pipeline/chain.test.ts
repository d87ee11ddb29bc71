import { describe, expect, it } from '@jest/globals'
import type { Handle, Turn } from '../../src/features/step.js'
import { walk } from '../../src/pipeline/chain.js'

const turn = { messageId: 'm1' } as Turn

/** Walks the turn through the handles; answers who saw it, in order. */
function seen(handles: (Handle | string)[]): string[] {
  const order: string[] = []
  const named = handles.map((each): Handle => {
    if (typeof each !== 'string') return each
    return (_turn, next) => {
      order.push(each)
      next()
      order.push(`${each} again`)
    }
  })
  walk(named, turn)
  return order
}

describe('the way of a message through the steps', () => {
  it('leads through all of them in order, and back', () => {
    expect(seen(['rules', 'leads', 'reply'])).toEqual([
      'rules',
      'leads',
      'reply',
      'reply again',
      'leads again',
      'rules again',
    ])
  })

  it('ends where a step does not call next', () => {
    expect(seen(['rules', () => undefined, 'reply'])).toEqual(['rules', 'rules again'])
  })

  it('hands every step the same turn', () => {
    const turns: Turn[] = []
    const look: Handle = (each, next) => {
      turns.push(each)
      next()
    }
    walk([look, look], turn)
    expect(turns).toEqual([turn, turn])
  })

  it('is at its end without steps', () => {
    expect(() => walk([], turn)).not.toThrow()
  })

  it('fails loudly when a step calls next twice, and nobody sees the turn a second time', () => {
    const order: string[] = []
    const twice: Handle = (_turn, next) => {
      next()
      next()
    }
    const note: Handle = (_turn, next) => {
      order.push('reply')
      next()
    }
    expect(() => walk([twice, note], turn)).toThrow('a step called next twice')
    expect(order).toEqual(['reply'])
  })

  it('lets the error of a step through', () => {
    const broken: Handle = () => {
      throw new Error('a bad message')
    }
    expect(() => seen(['rules', broken])).toThrow('a bad message')
  })
})
