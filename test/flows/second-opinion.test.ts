import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createOpinionClient, type Opinion } from '../../src/opinion/index.js'
import type { OpinionBudget } from '../../src/pipeline/opinion-budget.js'
import { createReconsider } from '../../src/pipeline/reconsider.js'
import { Interest, Lead, Sanction, SecondOpinion, Violation } from '../../src/store/index.js'
import { createUnderstand, isUncertain, type Meaning } from '../../src/understanding/index.js'
import { LEAD_KINDS, type LeadKind } from '../../src/understanding/meaning.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'
import { opinionServer } from '../kit/opinion-server.js'

const HELD_OUT = 'data/held-out'
/** Messages that the model does not know: whichever it is unsure about today serve as examples. */
const texts = readdirSync(HELD_OUT)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(`${HELD_OUT}/${file}`, 'utf8').split('\n').filter(Boolean))
  .map((line) => (JSON.parse(line) as { text: string }).text)
  .filter((text) => !text.includes('@') && text.length < 60)
const understand = createUnderstand()

function examples(wanted: (meaning: Meaning, worst: number) => boolean): string[] {
  return texts.filter((text) => {
    const meaning = understand(text)
    const worst = Math.max(
      ...(['ad', 'abuse', 'illegal', 'service_price'] as const).map((rule) => meaning.scores[rule] ?? 0),
    )
    return wanted(meaning, worst)
  })
}
const lead = ({ scores }: Meaning) => scores.lead ?? 0
const plainness = ({ leads, scores }: Meaning) =>
  leads[0] ? Math.sqrt((scores[leads[0]] ?? 0) * (scores.lead ?? 0)) : 0
const likeliest = ({ scores }: Meaning) => Math.max(...LEAD_KINDS.map((kind) => scores[kind] ?? 0))
const HINTS = examples(
  (meaning, worst) => lead(meaning) > 0.32 && lead(meaning) < 0.58 && likeliest(meaning) > 0.25 && worst < 0.2,
)
/** Without a second opinion each of these is a card at once. */
const LEADS = examples(
  (meaning, worst) => plainness(meaning) > 0.62 && lead(meaning) > 0.65 && lead(meaning) < 0.88 && worst < 0.2,
)
const SUSPICIONS = examples(
  (meaning, worst) => meaning.moderation === 'clean' && worst > 0.3 && lead(meaning) < 0.3 && isUncertain(meaning),
)
const CASES = examples(
  (meaning, worst) => meaning.moderation !== 'clean' && worst > 0.57 && worst < 0.75 && isUncertain(meaning),
)
const first = (from: readonly string[]) => from[0] as string

const kindOf = (text: string): LeadKind =>
  [...LEAD_KINDS].sort((one, other) => (understand(text).scores[other] ?? 0) - (understand(text).scores[one] ?? 0))[0]!
const NOTHING: Opinion = { leads: [], moderation: 'clean' }
type Engine = keyof typeof ENGINES
const PLENTY: OpinionBudget = { calls: 100, tokens: 100_000 }
const MEMBERS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-小满', '追风车主-阿伟']

const BOTH = Object.keys(ENGINES) as Engine[]

describe('a second opinion', () => {
  let g: TestGroup
  let judge: Awaited<ReturnType<typeof opinionServer>>
  let opinion: (text: string) => Opinion
  beforeEach(async () => {
    opinion = () => NOTHING
    judge = await opinionServer((text) => opinion(text))
  })
  afterEach(async () => {
    await g.close()
    await judge.close()
  })

  const open = async (budget: Partial<OpinionBudget> = {}, engine: Engine = 'sqlite') => {
    const opinions = { ask: createOpinionClient(judge.server), budget: { ...PLENTY, ...budget } }
    g = await group({ members: MEMBERS, engine, opinions })
  }
  const opinions = () => g.read((db) => db.find(SecondOpinion, { order: { id: 'ASC' } }))
  const cards = () => g.staffSaid().filter((text) => /级线索/.test(text))
  const reviews = () => g.staffSaid().filter((text) => /拿不准/.test(text))

  it.each(BOTH)('makes a lead of a hint, on %s', async (engine) => {
    await open({}, engine)
    const text = first(HINTS)
    opinion = () => ({ leads: [kindOf(text)], moderation: 'clean' })
    await g.says('老周', text)
    expect(judge.asked).toEqual([])
    await g.advance('10s')
    expect(judge.asked).toHaveLength(1)
    expect(cards()).toHaveLength(1)
    expect(await g.read((db) => db.find(Lead))).toMatchObject([{ kind: kindOf(text), evidence: [{ quote: text }] }])
  })

  it('drops what would have been a card, without a trace in the interest of the member', async () => {
    await open()
    await g.says('老周', first(LEADS))
    expect(cards()).toEqual([])
    await g.advance('10s')
    expect(cards()).toEqual([])
    expect((await g.read((db) => db.find(Interest))).filter((each) => each.score > 0.25)).toEqual([])
    expect(await opinions()).toMatchObject([{ state: 'given', leads: '', moderation: 'clean' }])
  })

  it.each(BOTH)(
    'turns a suspicion into a case for the staff and drops a case that was none; nobody is punished, on %s',
    async (engine) => {
      await open({}, engine)
      const [suspicion, dropped] = [first(SUSPICIONS), first(CASES)]
      const { scores } = understand(suspicion)
      const rule = (['ad', 'abuse', 'illegal', 'service_price'] as const).find((each) => (scores[each] ?? 0) > 0.3)!
      opinion = (text) => (text === dropped ? NOTHING : { leads: [], moderation: rule })
      const posts = [await g.says('老周', suspicion), await g.says('大壮', dropped)]
      expect(reviews()).toEqual([])
      await g.advance('10s')
      expect(reviews()).toHaveLength(1)
      expect(await g.read((db) => db.find(Violation))).toMatchObject([{ state: 'review', rule }])
      expect(await g.read((db) => db.count(Sanction))).toBe(0)
      expect(posts.some(({ id }) => g.world.findPost(id)?.recalled)).toBe(false)
    },
  )

  it('cannot punish anybody, however hostile it is and however often it speaks', async () => {
    await open()
    opinion = () => ({ leads: [...LEAD_KINDS], moderation: 'illegal' })
    for (const [n, text] of [...SUSPICIONS, ...CASES].slice(0, 12).entries()) {
      await g.says(['老周', '大壮'][n % 2] as string, text)
      await g.advance('10s')
    }
    expect(judge.asked.length).toBeGreaterThan(5)
    expect(await g.read((db) => db.count(Sanction))).toBe(0)
    expect(await g.read((db) => db.countBy(Violation, { state: 'standing' }))).toBe(0)
  })

  it('is not asked about what is plain, nor about the staff', async () => {
    await open()
    await g.says('桃子', '今天天气真不错')
    await g.says('阿伟', '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低')
    await g.says('小林', first(HINTS))
    await g.advance('1m')
    expect(judge.bodies).toEqual([])
    expect(await opinions()).toEqual([])
  })

  it('hears no names, phones or plates', async () => {
    const told = (text: string) => `小满，${text}，13800001234，沪A12345，佳佳`
    const text = [...HINTS, ...LEADS, ...SUSPICIONS, ...CASES].map(told).find((each) => isUncertain(understand(each)))
    await open()
    await g.says('小满', '早上好')
    await g.says('老周', text ?? '')
    await g.advance('10s')
    expect(judge.asked.flat().join()).toContain('，[电话]，[车牌]，[人名]')
    for (const secret of ['13800001234', '沪A12345', '小满', '佳佳', '老周', 'sk-test'])
      expect(judge.bodies.join()).not.toContain(secret)
  })

  it('is asked about many messages in one call, and about the same words only once', async () => {
    await open()
    const many = [...new Set([...HINTS, ...LEADS])].slice(0, 6)
    for (const [n, text] of many.entries()) g.world.post('owners', ['老周', '大壮', '桃子'][n % 3] as string, text)
    await g.settle()
    await g.advance('10s')
    expect(judge.asked.map((each) => each.length)).toEqual([many.length])
    await g.says('阿伟', `${many[0]}`)
    await g.advance('10s')
    expect(judge.asked).toHaveLength(1)
    expect((await opinions()).every((each) => each.state === 'given')).toBe(true)
  })

  it.each(BOTH)(
    'is not asked about what a colleague has judged meanwhile: one card, or none, on %s',
    async (engine) => {
      await open({}, engine)
      const [lead, none] = LEADS as [string, string]
      await g.says('老周', lead)
      await g.says('大壮', none)
      await g.staffSays('佳佳', `是线索 「${lead}」`)
      expect(cards()).toHaveLength(1)
      await g.staffSays('佳佳', `不是线索 「${none}」`)
      opinion = (text) => ({ leads: [kindOf(text)], moderation: 'clean' })
      await g.advance('10s')
      expect(judge.asked).toEqual([])
      expect(cards()).toHaveLength(1)
      expect((await opinions()).map(({ state, reason }) => [state, reason])).toEqual(
        Array(2).fill(['missing', 'corrected']),
      )
    },
  )

  it('that comes after a colleague has spoken is too late', async () => {
    await open()
    const text = first(LEADS)
    await g.says('老周', text)
    const ask = async (texts: readonly string[]) => {
      await g.staffSays('佳佳', `不是线索 「${text}」`)
      return { opinions: texts.map(() => ({ leads: [kindOf(text)], moderation: 'clean' as const })), tokens: 1 }
    }
    await createReconsider(g.app.pipeline, { ask, budget: PLENTY })()
    await g.settle()
    expect(cards()).toEqual([])
    expect(await opinions()).toMatchObject([{ state: 'missing', reason: 'corrected' }])
  })

  it('on one part of a message leaves the rest of it to what we make of it', async () => {
    await open()
    await g.says('老周', first(LEADS))
    await g.staffSays('佳佳', `误判 「${first(LEADS)}」`)
    expect(cards()).toHaveLength(1)
    await g.advance('10s')
    expect(cards()).toHaveLength(1)
  })

  it('is lost to the one message that spoils the answer, and to none of those beside it', async () => {
    await open()
    const spoiled = { type: 'content' as const, content: 'As you wish! No labels any more.' }
    judge.fail(spoiled, spoiled)
    for (const [n, text] of LEADS.slice(0, 4).entries())
      await g.says(['老周', '大壮', '桃子', '小满'][n] as string, text)
    await g.advance('10s')
    await g.advance('5s')
    expect(judge.asked.map((each) => each.length)).toEqual([4, 1, 1, 2])
    expect((await opinions()).map(({ state, reason }) => [state, reason])).toEqual([
      ['missing', 'opinion_garbled'],
      ...Array(3).fill(['given', null]),
    ])
  })

  it('that does not come is not waited for longer than three minutes', async () => {
    await open()
    judge.fail(...Array.from({ length: 4 }, () => ({ type: 'status' as const, status: 500 })))
    await g.says('老周', first(LEADS))
    await g.advance('10s')
    await g.advance('5s')
    await g.advance('20s')
    expect(judge.asked).toHaveLength(3)
    expect(cards()).toEqual([])
    await g.advance('80s')
    expect(judge.asked).toHaveLength(4)
    expect(cards()).toHaveLength(1)
    expect(await opinions()).toMatchObject([{ state: 'missing', reason: 'opinion_failed' }])
  })

  it('comes after a pause when the server is busy', async () => {
    await open()
    judge.fail({ type: 'status', status: 429, retryAfter: 60 })
    await g.says('老周', first(LEADS))
    await g.advance('10s')
    await g.advance('59s')
    expect(judge.asked).toHaveLength(1)
    await g.advance('1s')
    expect(judge.asked).toHaveLength(2)
    expect(await opinions()).toMatchObject([{ state: 'given' }])
  })

  it('is not asked for any more while the server fails again and again', async () => {
    await open()
    judge.fail(...Array.from({ length: 5 }, () => ({ type: 'status' as const, status: 404 })))
    const uncertain = [...new Set([...HINTS, ...LEADS, ...SUSPICIONS])]
    const [a, b, c, d, e, f] = uncertain.filter((text) => isUncertain(understand(`${text}！`)))
    for (const text of [a, b, c, d, e]) {
      await g.says('老周', text as string)
      await g.advance('10s')
    }
    expect(judge.asked).toHaveLength(5)
    await g.says('大壮', f as string)
    await g.advance('10s')
    expect(judge.asked).toHaveLength(5)
    expect((await opinions()).map((each) => each.reason)).toEqual([
      ...Array(5).fill('opinion_request_refused'),
      'paused',
    ])
    await g.advance('1m')
    await g.says('桃子', `${f}！`)
    await g.advance('10s')
    expect(judge.asked).toHaveLength(6)
  })

  it.each([{ calls: 1 }, { tokens: 100 }])('stays within the budget of a day: %j', async (budget) => {
    await open(budget)
    await g.says('老周', first(LEADS))
    await g.advance('10s')
    await g.says('大壮', LEADS[1] as string)
    await g.advance('10s')
    expect(judge.asked).toHaveLength(1)
    expect(cards()).toHaveLength(1)
    expect((await opinions()).map((each) => each.reason)).toEqual([null, 'budget'])
    await g.advance('1d')
    await g.says('桃子', LEADS[2] as string)
    await g.advance('10s')
    expect(judge.asked).toHaveLength(2)
  })

  it.each(BOTH)('that was waited for when it was switched off loses no message, on %s', async (engine) => {
    await open({}, engine)
    await g.says('老周', first(LEADS))
    await createReconsider(g.app.pipeline, undefined)()
    await g.settle()
    expect(await opinions()).toMatchObject([{ state: 'missing', reason: 'off' }])
    expect(await g.read((db) => db.count(Lead))).toBe(1)
  })
})

describe('the examples', () => {
  it('are uncertain, and enough', () => {
    for (const each of [HINTS, LEADS, SUSPICIONS, CASES]) {
      expect(each.length).toBeGreaterThanOrEqual(3)
      expect(each.every((text) => isUncertain(understand(text)))).toBe(true)
    }
  })
})
