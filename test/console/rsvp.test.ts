import { afterEach, describe, expect, it } from '@jest/globals'
import { IsNull, Not } from 'typeorm'
import { createRsvpForm, tickActivities } from '../../src/features/activities/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { Activity, AuditEntry, Rsvp } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { closeAll, createHarnessApp } from './harness.js'

const PUBLIC = 'join.example.com'
const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-小满']
const vault = createVault(Buffer.alloc(32, 7))

let g: TestGroup
afterEach(async () => {
  await closeAll()
  await g.close()
})

/** An outing with two seats and two questions, signed up for until the evening of 17 September. */
async function open(questions = '有什么忌口/车牌') {
  g = await group({
    members: CARS,
    staff: { 朵朵: 'service' },
    startAt: Date.UTC(2026, 8, 1, 2),
    publicUrl: `https://${PUBLIC}`,
  })
  const { store, clock, app } = g
  const { ids, say, dealer } = app.pipeline
  const rsvp = createRsvpForm({ store, vault, ids, dealer, say, clock, onSent: () => undefined })
  const server = await createHarnessApp({ publicName: PUBLIC }, { rsvp })
  const ask = (path: string) => server.ask(path, { headers: { host: PUBLIC } })
  const coming: Record<string, string> = { coming: 'yes', adults: '2', children: '1' }
  const send = (path: string, values: Record<string, string>, usual = coming) =>
    server.ask(path, {
      method: 'POST',
      headers: { host: PUBLIC, origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...usual, ...values }).toString(),
    })
  await g.staffSays('朵朵', '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额2台车，9月17日18:00截止')
  if (questions) await g.staffSays('朵朵', `活动 1 问题 ${questions}`)
  await g.staffSays('朵朵', '发布 1')
  for (const card of CARS) await g.says(card.slice(5), '早')
  const linkOf = async (name: string) => {
    await g.whispers(name, '报名表')
    return /https:\/\/join\.example\.com(\/rsvp\/\S+)/.exec(g.lastWhisper(name))?.[1] ?? ''
  }
  const seats = async () => {
    const rows = await g.read((db) => db.find(Rsvp, { relations: { member: true }, order: { id: 'ASC' } }))
    return rows.map(({ member, state, adults, children }) => [member?.nickname, state, adults, children])
  }
  return { ask, send, linkOf, seats }
}

describe('the form', () => {
  it('takes sign-ups as the group does: a list, a waiting list, and who moves up', async () => {
    const { ask, send, linkOf, seats } = await open('')
    const links = [await linkOf('老周'), await linkOf('大壮'), await linkOf('桃子')]
    const answers = await Promise.all([...links.map((link) => send(link, {})), g.says('小满', '报名 1大')])
    expect(answers.slice(0, 3).map((answer) => 'status' in answer && answer.status)).toEqual([200, 200, 200])
    const states = (await seats()).map(([, state]) => state).sort()
    expect(states).toEqual(['signed', 'signed', 'waiting', 'waiting'])
    // Whoever gives a seat back makes room for the first who waits.
    const holders = (await seats()).flatMap(([name, state]) => (state === 'signed' ? String(name) : []))
    const gone = links[['老周', '大壮', '桃子'].findIndex((name) => holders.includes(name))] ?? ''
    expect((await send(gone, { coming: 'no' })).body).toContain('好的，已取消')
    await g.settle()
    g.groupGot('您从候补转正了')
    expect((await seats()).map(([, state]) => state).sort()).toEqual(['cancelled', 'signed', 'signed', 'waiting'])
    // Who moved up may say on the form that the seat is wanted.
    const kept = await g.read((db) =>
      db.findOneOrFail(Rsvp, { where: { confirmBy: Not(IsNull()) }, relations: { member: true } }),
    )
    const own = await linkOf(kept.member?.nickname ?? '')
    expect((await ask(own)).body).toContain('空出的名额给您留着')
    const { adults, children } = kept
    const sent = await send(own, { adults: String(adults), children: String(children) })
    expect(sent.body).toContain('名额给您留着，到时候见')
    expect(await g.read((db) => db.countBy(Rsvp, { confirmBy: Not(IsNull()) }))).toBe(0)
  })

  it('signs up with answers that stay sealed, says how it stands, and changes what was said', async () => {
    const { ask, send, linkOf, seats } = await open()
    const link = await linkOf('老周')
    const page = await ask(link)
    for (const words of [
      '云溪谷自驾一日游',
      '9月19日',
      '名额：2 台车',
      '追风车主-老周',
      '有什么忌口',
      '只给办活动的同事看',
    ])
      expect(page.body).toContain(words)
    expect((await send(link, { q0: '孩子不吃辣' })).status).toBe(422)
    expect(await seats()).toEqual([])
    const thanks = await send(link, { q0: '孩子不吃辣', consent: 'on' })
    for (const words of ['报上啦 ✅ 2大1小', '<svg', '已回答']) expect(thanks.body).toContain(words)
    expect(thanks.body).toMatch(/签到码 \d{4}/)
    expect(thanks.body).not.toContain('不吃辣')
    expect((await ask(link)).body).toContain('您报上了 ✅ 2大1小')
    await g.settle()
    // What was left empty is not asked in private.
    expect(g.lastWhisper('老周')).toContain('/rsvp/')
    expect((await send(link, { adults: '1', children: '0' })).body).toContain('改好啦 ✅ 1大')
    expect(await seats()).toEqual([['老周', 'signed', 1, 0]])
    const [row] = await g.read((db) => db.find(Rsvp))
    expect(vault.open(row?.answers?.有什么忌口 ?? '')).toBe('孩子不吃辣')
    expect(row?.answers?.车牌).toBe('')
    const audit = await g.read((db) => db.find(AuditEntry, { where: { actor: '老周' }, order: { id: 'ASC' } }))
    expect(audit.map(({ what, details }) => [what, details.way])).toEqual([
      ['activities.signed', 'form'],
      ['activities.changed', 'form'],
    ])
    expect(audit[0]?.details.consent).toMatch(/^zh-CN-/)
    await g.says('大壮', '谁报名了')
    g.groupGot(/1 家 1 人：\n1\. 追风车主-老周 1大/)
    expect((await send(await linkOf('大壮'), { coming: 'no' })).body).toContain('这次来不了没关系')
    expect((await ask(`${link}?lang=en`)).body).toContain('You are in ✅ adults 1')
  })

  it('is one’s own, sent in private, and ends with the sign-up', async () => {
    const { ask, send, linkOf, seats } = await open()
    const link = await linkOf('老周')
    await g.says('大壮', '报名表')
    g.groupGot('报名表私聊发您了')
    g.privateGot('大壮', 'https://join.example.com/rsvp/')
    expect(g.groupSaid().join()).not.toMatch(/rsvp\/id-\d+\.id/)
    for (const forged of [`${link}x`, link.replace('id-', 'id-9'), '/rsvp/x'])
      expect([(await ask(forged)).status, (await send(forged, {})).status]).toEqual([410, 410])
    expect((await send(link, { adults: '99' })).status).toBe(400)
    expect((await send(link, { who: 'somebody' })).status).toBe(400)
    // The list is closed earlier than the link ends.
    await g.read((db) => db.update(Activity, { code: 1 }, { closedAt: g.clock.now() }))
    await g.advance('1m')
    expect((await send(link, {})).body).toContain('报名已经截止')
    await g.advance('17d')
    expect([(await ask(link)).status, (await send(link, {})).status]).toEqual([410, 410])
    await g.whispers('老周', '报名表')
    expect(g.lastWhisper('老周')).toContain('目前没有能报名的活动')
    expect(await seats()).toEqual([])
  })

  it('has a page and a QR code for everybody, which tell how many come and never who', async () => {
    const { ask } = await open()
    await g.says('老周', '报名 2大1小')
    const path = /https:\/\/join\.example\.com(\/rsvp\/on\/\S+)/.exec(g.groupSaid().join('\n'))?.[1] ?? ''
    const { body, headers } = await ask(path)
    expect(body).toContain('已报 1 家 3 人')
    expect(body).not.toContain('老周')
    expect([headers['referrer-policy'], headers['cache-control']]).toEqual(['no-referrer', 'no-store'])
    await g.staffSays('朵朵', '活动 1')
    expect(g.staffSaid().at(-1)).toContain(`海报用的二维码：https://${PUBLIC}${path}/qr.png`)
    const image = await ask(`${path}/qr.png`)
    expect([image.status, image.headers['content-type'], image.body.slice(1, 4)]).toEqual([200, 'image/png', 'PNG'])
    expect((await ask('/rsvp/on/nothing')).status).toBe(404)
    await g.staffSays('朵朵', '取消活动 1')
    expect((await ask(path)).body).toContain('这次活动取消了')
    const statuses: (number | undefined)[] = []
    for (let n = 0; n < 31; n++) statuses.push((await ask(path)).status)
    expect(statuses.at(-1)).toBe(429)
  })

  it('is a file for the calendar, which follows when the activity is moved or called off', async () => {
    const { ask, linkOf } = await open('')
    await g.says('老周', '日历')
    const path =
      /https:\/\/join\.example\.com(\/rsvp\/on\/\S+\/calendar\.ics)/.exec(g.groupSaid().at(-1) ?? '')?.[1] ?? ''
    expect((await ask(await linkOf('大壮'))).body).toContain(`href="${path}?lang=zh-CN">加到手机日历`)
    const { body, headers } = await ask(path)
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
    const linesOf = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')
    const before = linesOf(body)
    expect(before).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        // Eight o'clock in Shanghai.
        'DTSTART:20260919T000000Z',
        'SUMMARY:星途行 · 云溪谷自驾一日游',
        'SEQUENCE:0',
        'STATUS:CONFIRMED',
      ]),
    )
    const uid = before.find((line) => line.startsWith('UID:')) ?? ''
    await g.staffSays('朵朵', '活动 1 时间 9月20日 9点')
    g.groupGot(/有调整[\s\S]*加过日历的，点这里更新：.*calendar\.ics/)
    const moved = linesOf((await ask(path)).body)
    expect(moved).toEqual(expect.arrayContaining([uid, 'DTSTART:20260920T010000Z', 'SEQUENCE:1']))
    await g.staffSays('朵朵', '活动 1 日历')
    expect(g.staffSaid().at(-1)).toContain(path)
    await g.staffSays('朵朵', '取消活动 1')
    const off = linesOf((await ask(path)).body)
    expect(off).toEqual(
      expect.arrayContaining([uid, 'SEQUENCE:2', 'STATUS:CANCELLED', 'SUMMARY:已取消 · 星途行 · 云溪谷自驾一日游']),
    )
  })

  it('asks the day after how it was, once, and takes no score from anybody else', async () => {
    const { ask, send } = await open('')
    for (const name of ['老周', '大壮']) {
      await g.says(name, '报名 1大')
      await g.staffSays('朵朵', `签到 1 ${name}`)
    }
    g.clock.set(Date.UTC(2026, 8, 20, 2))
    const { ids, say, dealer } = g.app.pipeline
    await tickActivities({ store: g.store, ids, say, dealer, vault, now: g.clock.now() })
    await g.settle()
    const link = /https:\/\/join\.example\.com(\/rsvp\/how\/\S+)/.exec(g.lastWhisper('老周'))?.[1] ?? ''
    const rate = (values: Record<string, string>) => send(link, values, {})
    expect((await ask(link)).body).toContain('玩得怎么样？')
    const unscored = await rate({ comment: '还行"><b>' })
    expect([unscored.status, unscored.body]).toEqual([422, expect.stringContaining('先点一个分数')])
    expect(unscored.body).not.toContain('"><b>')
    expect((await rate({ score: '6' })).status).toBe(400)
    expect((await send(link.replace('/how', ''), {})).status).toBe(410)
    expect((await rate({ score: '5', comment: '孩子很开心' })).body).toContain('谢谢您，下次')
    expect((await rate({ score: '1' })).body).toContain('收到过您的打分啦')
    await g.whispers('老周', '2 改主意了')
    await g.whispers('大壮', '4')
    const scores = await g.read((db) => db.find(Rsvp, { order: { id: 'ASC' } }))
    expect(scores.map(({ score, comment }) => [score, comment])).toEqual([
      [5, '孩子很开心'],
      [4, null],
    ])
    expect(await g.read((db) => db.countBy(AuditEntry, { what: 'activities.scored' }))).toBe(2)
    await g.advance('8d')
    expect((await ask(link)).status).toBe(410)
  })

  it('refuses questions that are too long for a form', async () => {
    await open('长'.repeat(101))
    expect(g.staffSaid().join('\n')).toContain('有个问题太长了')
  })
})
