import type { Report } from '../../src/features/insight/index.js'
import type { Say } from '../../src/kit/texts.js'
import { clipped, inColumns } from './columns.js'

const QUOTES_SHOWN = 5
const LINES_SHOWN = 15

/** The report as a manager reads it on a terminal: leads first, then what needs somebody. */
export function printReport(report: Report, say: Say): string {
  const sections = [summary, leads, inquiries, violations, newcomers, rsvps, complaints, health, skipped]
  return sections
    .map((section) => section(report, say))
    .filter((lines) => lines.length)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

/** 09-13 13:15 */
const short = (time: string) => time.slice(5, 16)

const shown = (lines: string[], say: Say): string[] =>
  lines.length > LINES_SHOWN
    ? [...lines.slice(0, LINES_SHOWN), say('report.more', { count: lines.length - LINES_SHOWN })]
    : lines

const summary = ({ file, messages, added, members, staff }: Report, say: Say) => [
  say('report.title', { file }),
  say('report.summary', { messages, added, members }),
  ...(staff.length ? [say('report.staff', { names: staff.map(({ name }) => name).join(say('report.and')) })] : []),
]

/** The most urgent first, then the surest. */
const byHeat = (one: Report['leads'][number], other: Report['leads'][number]) =>
  'HABC'.indexOf(one.level) - 'HABC'.indexOf(other.level) || other.score - one.score

function leads(report: Report, say: Say): string[] {
  if (!report.leads.length) return [say('report.no_leads')]
  return [
    say('report.leads', { count: report.leads.length }),
    ...[...report.leads].sort(byHeat).flatMap(({ level, name, kinds, evidence }) => [
      say('report.lead', {
        level,
        name,
        when: say(`leads.level.${level}`),
        kinds: kinds.map((kind) => say(`leads.kind.${kind}`)).join(say('report.and')),
      }),
      ...evidence
        .slice(-QUOTES_SHOWN)
        .map(({ at, quote }) => say('report.quote', { at: short(at), quote: clipped(quote) })),
    ]),
  ]
}

function inquiries(report: Report, say: Say): string[] {
  const { questions, answered } = report.health
  if (!questions) return []
  const topics = Object.entries(report.inquiries).sort((one, other) => other[1] - one[1])
  return [
    say(answered < questions ? 'report.inquiries' : 'report.inquiries_answered', {
      total: questions,
      open: questions - answered,
    }),
    ...inColumns(
      topics.map(([topic, count]) => say('report.topic', { topic: say(`inquiries.topic.${topic}`), count })),
    ),
  ]
}

function violations(report: Report, say: Say): string[] {
  if (!report.violations.length) return [say('report.no_violations')]
  const lines = report.violations.map(({ at, name, label, quote }) =>
    say('report.violation', { at: short(at), name, label: say(`rules.${label}.name`), quote: clipped(quote, 60) }),
  )
  return [say('report.violations', { count: lines.length }), ...shown(lines, say)]
}

function newcomers(report: Report, say: Say): string[] {
  const count = report.newcomers.length
  if (!count) return []
  const wrong = report.newcomers.filter(({ cardOk }) => cardOk === false)
  if (!wrong.length) return [say('report.newcomers_fine', { count })]
  const lines = wrong.map(({ at, name }) => say('report.newcomer', { at: short(at), name }))
  return [say('report.newcomers', { count, wrong: wrong.length }), ...shown(lines, say)]
}

type People = Report['rsvps'][number]['people']

const total = (people: People, of: 'adults' | 'children') => people.reduce((sum, person) => sum + person[of], 0)

const rsvps = (report: Report, say: Say) =>
  report.rsvps.flatMap(({ event, people }) => {
    const coming = people.filter(({ state }) => state === 'coming')
    const waiting = people.filter(({ state }) => state === 'waiting')
    const list = (of: People) => inColumns(of.map((person) => say('report.person', person)))
    return [
      say('report.activity', {
        event,
        families: coming.length,
        adults: total(coming, 'adults'),
        children: total(coming, 'children'),
      }),
      ...list(coming),
      ...(waiting.length ? [say('report.waiting', { count: waiting.length }), ...list(waiting)] : []),
    ]
  })

function complaints(report: Report, say: Say): string[] {
  if (!report.complaints.length) return []
  return [
    say('report.complaints', { count: report.complaints.length }),
    ...report.complaints.flatMap(({ from, to, names, quote }) => [
      say('report.complaint', {
        from: short(from),
        to: short(to),
        count: names.length,
        names: names.join(say('report.and')),
      }),
      say('report.complaint_quote', { quote: clipped(quote) }),
    ]),
  ]
}

const health = ({ health: state }: Report, say: Say) => [
  say('report.health', { ...state, activity: say(`report.activity_${state.activity}`) }),
  say(`report.next_${state.activity}`),
]

function skipped(report: Report, say: Say): string[] {
  if (!report.skipped.length) return []
  const lines = report.skipped.map(({ line, reason }) =>
    say('report.skipped_line', { line, reason: say(`report.broken.${reason}`) }),
  )
  return [say('report.skipped', { count: lines.length }), ...shown(lines, say)]
}
