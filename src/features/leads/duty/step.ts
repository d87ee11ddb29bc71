import { findDays } from '../../../kit/chinese/dates.js'
import { foldText } from '../../../kit/chinese/fold-text.js'
import { dayOf } from '../../../kit/zone.js'
import { StaffAccount } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { type LeadSettings, readLeadSettings, saveLeadSettings } from '../settings.js'
import { type DutyCommand, readDuty } from './command.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readDuty(said(turn)) : null)

/** 排班 / 请假 / 销假 / 线索设置: who is offered new leads on which day, and how long things may wait. */
export const dutyStep: Step = async (batch) => {
  const turns = batch.turns.filter(commandOf)
  if (!turns.length) return (_turn, next) => next()
  const sales = await batch.db.find(StaffAccount, { where: { role: 'sales' }, order: { name: 'ASC' } })
  const names = new Set(sales.map((each) => each.name))
  const settings = await readLeadSettings(batch.db)
  // The words of a whole batch are one change; each is read again below for its answer.
  const answers = new Map(turns.map((turn) => [turn, carryOut(batch, turn, settings, names)]))
  await saveLeadSettings(batch.db, settings)

  return (turn, next) => {
    const text = answers.get(turn)
    if (text) turn.replies.push({ rank: 0, text })
    next()
  }
}

/** Changes the settings in place, and answers. */
function carryOut(batch: Batch, turn: Turn, settings: LeadSettings, names: ReadonlySet<string>): string {
  const command = commandOf(turn) as DutyCommand
  const { say } = batch
  if (command.type === 'roster') return roster(batch, turn, settings)
  if (command.type === 'settings') return settingsText(batch, settings)
  const own = (command.type === 'leave' || command.type === 'back') && isOwn(command.name, turn)
  const needs = own ? 'leads.work' : 'leads.any'
  if (!may(turn.staff, needs)) return refuse(batch, turn, { needs })
  if (command.type === 'plan') {
    const strange = command.names.find((name) => !names.has(name))
    if (strange) return say('leads.no_seller', { name: strange })
    settings.week = { ...settings.week, [command.weekday]: command.names }
  } else if (command.type === 'set') {
    if (command.value < 1) return say('leads.settings_least')
    settings[command.field] = command.value
  } else {
    const name = command.name ?? turn.staff?.name ?? ''
    if (!names.has(name)) return say('leads.no_seller', { name })
    const today = dayOf(turn.now, batch.dealer.zone)
    const others = settings.leave.filter((each) => each.to >= today && each.name !== name)
    if (command.type === 'leave') {
      const days = findDays(foldText(command.when), turn.now, batch.dealer.zone).map(({ day }) => day)
      const [from, to = from] = days.toSorted()
      if (!from || !to) return say('leads.leave_when')
      const before = settings.leave.filter((each) => each.to >= today && each.name === name)
      settings.leave = [...others, ...before, { name, from, to }]
      batch.audit(turn, 'leads.duty', { leave: from, to })
      return say(from === to ? 'leads.leave_day' : 'leads.leave_days', { name, from, to })
    }
    settings.leave = others
    batch.audit(turn, 'leads.duty', { back: true })
    return say('leads.back', { name })
  }
  const { type, ...details } = command
  batch.audit(turn, 'leads.duty', { change: type, ...details })
  return command.type === 'plan' ? roster(batch, turn, settings) : settingsText(batch, settings)
}

const settingsText = ({ say }: Batch, { claimMinutes, holdMost, managerDays, poolDays }: LeadSettings) =>
  say('leads.settings', { claimMinutes, holdMost, managerDays, poolDays })

const isOwn = (name: string | null, turn: Turn) => name === null || name === turn.staff?.name

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

function roster({ say, dealer }: Batch, turn: Turn, { week, leave }: LeadSettings): string {
  const today = dayOf(turn.now, dealer.zone)
  const lines = WEEKDAYS.map((day) =>
    say('leads.roster_line', {
      day: say(`leads.weekday.${day}`),
      names: week[String(day)]?.join(' ') || say('leads.roster_all'),
    }),
  )
  const away = leave
    .filter(({ to }) => to >= today)
    .map(({ name, from, to }) => say(from === to ? 'leads.leave_day' : 'leads.leave_days', { name, from, to }))
  return [say('leads.roster_title'), ...lines, ...away].join('\n')
}
