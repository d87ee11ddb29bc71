import { MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { Activity, type Group } from '../../store/index.js'
import { loadScope, ownerGroups } from '../owner-groups.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { factsText, listText } from './answer.js'
import { activityCodes, findActivities } from './find-activities.js'
import { publishDraft } from './plan/course.js'
import { fillTemplate } from './plan/templates.js'
import { prepareActivity } from './prepare.js'
import { remember } from './remembered.js'
import { activityRow, talkedFrom } from './rows.js'

const CREATE = /^(?:发起|发布|新建)活动[\s:：]*|^new activity[\s:：]*/i
const LIST = /^(?:活动|报名)(?:名单|列表|情况)$|^who is coming\??$/i
/** With a number it is a button of the plan's card. */
const BUTTON = /^activity:(publish|drop):(?!\d{1,6}$)(.+)$/
const PUBLISH = /^(?:确认)?发布(?:活动)?$|^publish$/i

/** 发起活动 and the words of the notice; null for anything else. */
export const readDraft = (said: string): string | null =>
  CREATE.test(said.trim()) ? said.trim().replace(CREATE, '') : null

const inStaffTalk = (turn: Turn) => turn.staff !== null && turn.group.kind !== 'owners'
const concerns = (turn: Turn) => {
  const text = said(turn).trim()
  return inStaffTalk(turn) && (CREATE.test(text) || LIST.test(text) || BUTTON.test(text) || PUBLISH.test(text))
}

/** 发起活动: the staff write it as they would in the group; the bot shows what it read and announces it when told to. */
export const activitiesStaffStep: Step = async (batch) => {
  if (!batch.turns.some(concerns)) return (_turn, next) => next()
  const groups = await ownerGroups(batch.db)
  const now = Math.max(...batch.turns.map((turn) => turn.now))
  const drafts = await findActivities(batch, {
    where: { state: 'draft', announcedAt: MoreThan(now - DAY) },
    order: { announcedAt: 'DESC', id: 'DESC' },
  })
  const talks = await remember(
    batch,
    groups.map((group) => group.id),
    now,
  )

  const { covers } = await loadScope(batch)
  const nextCode = await activityCodes(batch)

  return (turn, next) => {
    if (!concerns(turn)) return next()
    const text = said(turn).trim()
    const reply = (key: string, params = {}) => turn.replies.push({ rank: 0, text: batch.say(key, params) })
    const [, choice, id] = BUTTON.exec(text) ?? []
    const draft = drafts.find((each) => covers(turn, each.groupId) && (id ? each.id === id : each.state === 'draft'))
    const notice = readDraft(text)
    const needs = LIST.test(text) ? null : notice === null ? 'activities.edit' : 'activities.draft'
    if (needs && !may(turn.staff, needs)) turn.replies.push({ rank: 0, text: refuse(batch, turn, { needs }) })
    else if (LIST.test(text)) {
      const lists = [...talks].flatMap(([groupId, { talk, members }]) =>
        (covers(turn, groupId) ? talk.activities : []).map((each) => listText(batch, each, members)),
      )
      turn.replies.push({ rank: 0, text: lists.join('\n\n') || batch.say('activities.none_open') })
    } else if (notice !== null) {
      const own = groups.filter(({ id }) => covers(turn, id))
      const made = draftFrom(batch, turn, notice, own, nextCode)
      if (made) drafts.unshift(made)
    } else if (draft?.state !== 'draft') reply('activities.no_draft')
    else if (choice === 'drop') {
      batch.writes.update(Activity, Object.assign(draft, { state: 'cancelled' }))
      reply('activities.dropped')
    } else {
      const group = groups.find((each) => each.id === draft.groupId)
      if (group) turn.replies.push({ rank: 0, text: publishDraft(batch, turn, draft, group) })
    }
    next()
  }
}

/** Shows what was read out of the notice, and asks before anything is announced. */
function draftFrom(
  batch: Batch,
  turn: Turn,
  text: string,
  groups: readonly Group[],
  nextCode: () => number,
): Activity | null {
  const filled = fillTemplate(text, batch.dealer.locale)
  const prepared = prepareActivity(filled.text, groups, turn.now, batch.dealer.zone)
  if ('key' in prepared) {
    turn.replies.push({ rank: 0, text: batch.say(prepared.key, prepared.params) })
    return null
  }
  const { group, announcement, notice } = prepared
  const id = batch.ids()
  const talked = talkedFrom(id, announcement, turn.now)
  const row = activityRow({ id, code: nextCode(), groupId: group.id }, talked, notice, batch.dealer.zone, 'draft')
  const draft = batch.writes.insert(Activity, { ...row, plan: { ...filled.plan, owner: turn.staff?.name } })
  batch.audit(turn, 'activities.drafted', { activity: id })
  const preview = batch.say('activities.preview', {
    group: group.name,
    title: announcement.title,
    code: draft.code,
    facts: factsText(batch, talked),
    text: notice,
  })
  const buttons = [
    { label: batch.say('activities.button_publish'), data: `activity:publish:${id}` },
    { label: batch.say('activities.button_drop'), data: `activity:drop:${id}` },
  ]
  if (may(turn.staff, 'activities.edit'))
    turn.replies.push({ rank: 0, text: `${preview}\n${batch.say('activities.preview_publish')}`, buttons })
  else {
    // Whoever may only draft hands it in.
    turn.replies.push({ rank: 0, text: batch.say('activities.handed_in', { code: draft.code, title: draft.title }) })
    const text = batch.say('activities.handed_in_told', { name: turn.staff?.name ?? '', preview, code: draft.code })
    batch.tellStaff(turn, text, { dedupe: `activities:handed_in:${id}`, buttons })
  }
  return draft
}
