import { IsNull, Like } from 'typeorm'
import { dayOf } from '../../kit/zone.js'
import { Customer } from '../../store/index.js'
import { earnPoints } from '../earn-points.js'
import type { JobDeps } from '../job-deps.js'
import { birthdaysOn, birthdayYear, isBirthday } from './calendar.js'

/** Points for everybody whose birthday it is, once a year, also when the date is changed later. The rules say how many. */
export async function earnBirthdays({ store, ids, dealer, now }: JobDeps): Promise<void> {
  const today = dayOf(now, dealer.zone)
  const days = [...birthdaysOn(today, false), ...birthdaysOn(today, true)]
  const known = await store.direct((db) =>
    db.find(Customer, {
      select: { id: true, birthday: true, birthdayLunar: true },
      where: days.map((day) => ({ birthday: Like(`%${day}`), mergedIntoId: IsNull(), erasedAt: IsNull() })),
    }),
  )
  const earnings = known.flatMap(({ id, birthday, birthdayLunar }) => {
    const isLunar = birthdayLunar ?? false
    if (!birthday || !isBirthday(birthday, isLunar, today)) return []
    return { customerId: id, reason: 'birthday' as const, subject: String(birthdayYear(isLunar, today)) }
  })
  if (earnings.length) await store.transaction((db) => earnPoints(db, ids, earnings, now))
}
