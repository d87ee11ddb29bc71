import { maskPhones } from '../../kit/chinese/phone.js'
import { friendlyTime } from '../../kit/zone.js'
import { type Job, StaffPromise } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { displayName } from '../step.js'
import { findManagers, tellPeople } from '../tell-people.js'

/** Reminds whoever promised, before it is due and when it is; then the managers hear of it too. */
export async function remindPromise(
  { store, ids, say, dealer, now }: JobDeps,
  { promiseId, stage }: Job['payload'],
): Promise<void> {
  await store.transaction(async (db) => {
    const promise = await db.findOne(StaffPromise, {
      where: { id: String(promiseId), state: 'open' },
      relations: { staff: true, member: true, group: true },
    })
    if (!promise?.staff) return
    const params = {
      code: promise.code,
      by: promise.staff.name,
      name: promise.member ? displayName(promise.member) : (promise.group?.name ?? ''),
      quote: maskPhones(promise.quote),
      due: friendlyTime(promise.dueAt, dealer.zone, dealer.locale),
    }
    const buttons = [{ label: say('promises.button_kept'), data: `promise:kept:${promise.code}` }]
    const common = { now, ids, messageId: promise.messageId }
    const overdue = stage === 'overdue'
    await tellPeople(db, [promise.staff], {
      ...common,
      text: say(overdue ? 'promises.overdue' : 'promises.soon', params),
      dedupe: `promises:${overdue ? 'overdue' : 'soon'}:${promise.id}`,
      buttons,
    })
    if (!overdue) return
    const managers = (await findManagers(db)).filter((each) => each.name !== promise.staff?.name)
    if (managers.length)
      await tellPeople(db, managers, {
        ...common,
        text: say('promises.overdue_manager', params),
        dedupe: `promises:manager:${promise.id}`,
      })
  })
}
