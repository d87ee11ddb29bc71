import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { messages, read, system } from './read.js'

interface Gold {
  leads: { qq: string; first_message_time: string; clear_time: string; evidence: string[] }[]
  violations: { time: string; qq: string }[]
  newcomers: { qq: string; time: string; card: string; joined: string; nick: string; card_fixed: string | null }[]
  rsvp_final: { qq: string }[]
  rsvp_cancelled: string[]
  complaint_thread: string[]
  complaint_staff_replies: string[]
  silent_joiners: { nick: string; joined: string }[]
}

describe.each(['data/demo', 'test/fixtures/history/second-week'])(
  'everything that the answers to %s name',
  (folder) => {
    it('is in the history as it was read', async () => {
      const gold = JSON.parse(readFileSync(`${folder}/gold.json`, 'utf8')) as Gold
      const entries = await read(readFileSync(`${folder}/chat.txt`))
      const at = (time: string) => Date.parse(`${time.replace(' ', 'T')}+08:00`)
      const spoken = new Set(messages(entries).map((e) => `${e.at} ${e.sender.id}`))
      const texts = new Set(messages(entries).map((e) => `${e.sender.id} ${e.text}`))
      const times = new Set(messages(entries).map((e) => e.at))
      const people = new Set(messages(entries).map((e) => e.sender.id))
      const joins = new Set(system(entries).flatMap((e) => (e.kind === 'join' ? [`${e.at} ${e.name}`] : [])))
      const cards = new Set(messages(entries).map((e) => `${e.at} ${e.sender.id} ${e.sender.name}`))

      const missing = [
        ...gold.leads
          .flatMap((lead) => lead.evidence.map((quote) => `${lead.qq} ${quote}`))
          .filter((q) => !texts.has(q)),
        ...gold.leads
          .flatMap((lead) => [lead.first_message_time, lead.clear_time].map((time) => `${at(time)} ${lead.qq}`))
          .concat(gold.violations.map((v) => `${at(v.time)} ${v.qq}`))
          .filter((each) => !spoken.has(each)),
        ...gold.newcomers.map((n) => `${at(n.time)} ${n.qq} ${n.card}`).filter((each) => !cards.has(each)),
        ...gold.newcomers.flatMap((n) => (n.card_fixed && !spoken.has(`${at(n.card_fixed)} ${n.qq}`) ? [n.qq] : [])),
        ...[...gold.newcomers, ...gold.silent_joiners]
          .map((n) => `${at(n.joined)} ${n.nick}`)
          .filter((each) => !joins.has(each)),
        ...[...gold.rsvp_final.map((r) => r.qq), ...gold.rsvp_cancelled].filter((qq) => !people.has(qq)),
        ...[...gold.complaint_thread, ...gold.complaint_staff_replies].filter((time) => !times.has(at(time))),
      ]
      expect(missing).toEqual([])
    })
  },
)
