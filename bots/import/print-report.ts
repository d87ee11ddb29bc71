import type { Report } from '../../src/features/insight/index.js'
import type { Say } from '../../src/kit/texts.js'

const QUOTES_SHOWN = 5
const LINES_SHOWN = 12

/** The report as a manager reads it on a terminal: leads first, then what needs somebody. */
export function printReport(report: Report, say: Say): string {
  const sections = [
    summary(report, say),
    leads(report, say),
    inquiries(report, say),
    violations(report, say),
    newcomers(report, say),
    rsvps(report, say),
    complaints(report, say),
    health(report, say),
    skipped(report, say),
  ]
  return sections
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
  say('report.summary', { messages, added, members, staff: staff.length }),
  ...(staff.length ? [say('report.staff', { names: staff.map(({ name }) => name).join('、') })] : []),
]

const leads = (report: Report, say: Say) => [
  say('report.leads', { count: report.leads.length }),
  ...report.leads.flatMap(({ level, name, kinds, evidence, score }) => [
    say('report.lead', {
      level,
      name,
      kinds: kinds.map((kind) => say(`leads.kind.${kind}`)).join('、'),
      percent: Math.round(score * 100),
    }),
    ...evidence
      .slice(-QUOTES_SHOWN)
      .map(({ at, quote }) => say('report.quote', { at: short(at), quote: oneLine(quote) })),
  ]),
]

const oneLine = (text: string) => text.replace(/\s+/g, ' ')

const inquiries = (report: Report, say: Say) => {
  const topics = Object.entries(report.inquiries).sort((one, other) => other[1] - one[1])
  const total = topics.reduce((sum, [, count]) => sum + count, 0)
  const open = report.health.questions - report.health.answered
  return [
    say('report.inquiries', { total, open }),
    ...(topics.length
      ? [
          `  ${topics.map(([topic, count]) => say('report.topic', { topic: say(`inquiries.topic.${topic}`), count })).join('  ')}`,
        ]
      : []),
  ]
}

const violations = (report: Report, say: Say) =>
  report.violations.length
    ? [
        say('report.violations', { count: report.violations.length }),
        ...shown(
          report.violations.map(({ at, name, label, quote }) =>
            say('report.violation', { at: short(at), name, label: say(`rules.${label}.name`), quote: oneLine(quote) }),
          ),
          say,
        ),
      ]
    : [say('report.no_violations')]

const newcomers = (report: Report, say: Say) => {
  const wrong = report.newcomers.filter(({ cardOk }) => cardOk === false)
  if (!report.newcomers.length) return []
  return [
    say('report.newcomers', { count: report.newcomers.length, wrong: wrong.length }),
    ...(wrong.length ? [`  ${wrong.map(({ name }) => name).join('、')}`] : []),
  ]
}

const rsvps = (report: Report, say: Say) =>
  report.rsvps.flatMap(({ event, people }) => {
    const coming = people.filter(({ state }) => state === 'coming')
    const waiting = people.filter(({ state }) => state === 'waiting')
    const sum = (pick: (person: (typeof people)[number]) => number) =>
      coming.reduce((total, person) => total + pick(person), 0)
    const list = (of: typeof people) => of.map((person) => say('report.person', person)).join('  ')
    return [
      say('report.activity', {
        event,
        families: coming.length,
        adults: sum((each) => each.adults),
        children: sum((each) => each.children),
      }),
      ...(coming.length ? [`  ${list(coming)}`] : []),
      ...(waiting.length ? [say('report.waiting', { list: list(waiting) })] : []),
    ]
  })

const complaints = (report: Report, say: Say) =>
  report.complaints.map(({ from, to, accounts }) =>
    say('report.complaint', { from: short(from), to: short(to), count: accounts.length }),
  )

const health = ({ health: state }: Report, say: Say) => [
  say('report.health', { ...state, activity: say(`report.activity_${state.activity}`) }),
  say(`report.next_${state.activity}`),
]

const skipped = (report: Report, say: Say) =>
  report.skipped.length
    ? [
        say('report.skipped', { count: report.skipped.length }),
        ...shown(
          report.skipped.map(({ line, reason }) =>
            say('report.skipped_line', { line, reason: say(`report.broken.${reason}`) }),
          ),
          say,
        ),
      ]
    : []
