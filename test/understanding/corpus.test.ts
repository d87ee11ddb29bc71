import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { readCorpus } from '../../bots/training/corpus.js'
import { LEAD_KINDS, MODERATIONS, TOPICS } from '../../src/understanding/meaning.js'

const files = readCorpus()
const messages = files.flatMap((file) => file.messages)

describe('data/corpus', () => {
  it('knows no label but those of labels.md', () => {
    const odd = messages.filter(
      ({ leads, topic, moderation }) =>
        !TOPICS.includes(topic) ||
        !MODERATIONS.includes(moderation) ||
        !leads.every((lead) => LEAD_KINDS.includes(lead)),
    )
    expect(odd).toEqual([])
  })

  it('holds no message twice', () => {
    const seen = new Set<string>()
    expect(messages.filter(({ text }) => seen.size === seen.add(text).size)).toEqual([])
  })

  it('is counted file by file in its data sheet', () => {
    const sheet = readFileSync(new URL('../../data/corpus/README.md', import.meta.url), 'utf8')
    for (const { name, messages } of files) {
      const counts = [
        messages.length,
        messages.filter(({ leads }) => leads.length > 0).length,
        messages.filter(({ moderation }) => moderation !== 'clean').length,
        messages.filter(({ topic }) => topic !== 'none').length,
      ]
      expect(sheet).toContain(`| \`${name}.jsonl\` | ${counts.join(' | ')} |`)
    }
  })
})
