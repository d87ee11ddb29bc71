import { describe, expect, it } from '@jest/globals'
import { toLessons } from '../../../bots/learning/lessons.js'

const understand = (text: string) =>
  text.includes('换')
    ? { leads: ['trade_in' as const], topic: 'price' as const, moderation: 'clean' as const }
    : { leads: [], topic: 'none' as const, moderation: 'ad' as const }

const correction = (
  text: string,
  about: 'leads' | 'moderation' | 'topic',
  wrong: string,
  right: string,
  at: number,
) => ({
  text,
  about,
  wrong,
  right,
  at,
})

describe('corrections as lessons', () => {
  it('are what was understood, with the wrong label taken away and the right one put in', () => {
    expect(
      toLessons(
        [
          correction('换个大的', 'leads', 'trade_in', '', 1),
          correction('换个大的', 'leads', '', 'referral', 2),
          correction('团购', 'moderation', 'ad', '', 3),
          correction('换号', 'moderation', '', 'illegal', 4),
          correction('换油', 'topic', 'price', 'maintenance', 5),
        ],
        understand,
      ),
    ).toEqual([
      { text: '换个大的', leads: ['referral'], topic: 'price', moderation: 'clean', at: 2 },
      { text: '团购', leads: [], topic: 'none', moderation: 'clean', at: 3 },
      { text: '换号', leads: ['trade_in'], topic: 'price', moderation: 'illegal', at: 4 },
      { text: '换油', leads: ['trade_in'], topic: 'maintenance', moderation: 'clean', at: 5 },
    ])
  })

  it('that were taken back leave what was understood', () => {
    const undone = toLessons(
      [correction('换个大的', 'leads', 'trade_in', '', 1), correction('换个大的', 'leads', '', 'trade_in', 2)],
      understand,
    )
    expect(undone).toEqual([{ text: '换个大的', ...understand('换个大的'), at: 2 }])
  })

  it('do not touch what the model meanwhile sees otherwise', () => {
    const [lesson] = toLessons([correction('换个大的', 'moderation', 'abuse', '', 1)], understand)
    expect(lesson).toMatchObject({ moderation: 'clean', leads: ['trade_in'] })
  })
})
