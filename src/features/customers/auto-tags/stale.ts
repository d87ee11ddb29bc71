import { DAY } from '../../../kit/clock.js'
import type { Say } from '../../../kit/texts.js'
import { Customer, CustomerTag, type Db, Member, Rsvp, tableOf, Vehicle } from '../../../store/index.js'
import { byRule } from './by.js'
import { dueDays, LONGEST, TAG_RULES, type TagRule, type TagSettings, YEAR } from './rules.js'

interface Around {
  settings: TagSettings
  say: Say
  now: number
  today: string
}

/**
 * Customers whose tags by rule may not be what the rules want, by id. The database compares both, so that on most nights
 * hardly anybody is looked at; what it cannot judge (notes on a family, odd blanks in the name of a car, a tag that a
 * colleague gave or took away) it leaves to the rules.
 */
export async function staleCustomers(db: Db, around: Around): Promise<string[]> {
  const table = (entity: new () => object) => tableOf(db, entity)
  const values: unknown[] = []
  const value = (each: unknown) => `$${values.push(each)}`
  const wanted = wantedBy(table, value, around)
  const sql = `WITH wanted AS (${TAG_RULES.filter((rule) => !around.settings.off.includes(rule))
    .map((rule) => wanted[rule]())
    .concat(`SELECT "customerId", tag, "by" FROM ${table(CustomerTag)} WHERE FALSE`)
    .join(' UNION ALL ')}),
    given AS (SELECT "customerId", tag, "by" FROM ${table(CustomerTag)} WHERE "by" LIKE 'rule:%'),
    missing AS (SELECT * FROM wanted EXCEPT SELECT * FROM given),
    needless AS (SELECT * FROM given EXCEPT SELECT * FROM wanted)
    SELECT id FROM ${table(Customer)} WHERE "mergedIntoId" IS NULL AND "erasedAt" IS NULL AND (
      profile LIKE '%"family"%' OR id IN (SELECT "customerId" FROM missing UNION SELECT "customerId" FROM needless))
    ORDER BY id`
  const rows = (await db.query(sql, values)) as { id: string }[]
  return rows.map(({ id }) => id)
}

/** Rule → the tags that it gives, in SQL: whose, which, and by what reason. */
function wantedBy(
  table: (entity: new () => object) => string,
  value: (value: unknown) => string,
  { settings, say, now, today }: Around,
): Record<TagRule, () => string> {
  const { carYears, insuranceDays, activeDays, activeMessages, signUps } = settings
  const { soon, old } = dueDays(settings, today)
  const word = (rule: TagRule) => `CAST(${value(say(`customers.auto_tag.${rule}`))} AS varchar)`
  const named = (column: 'brand' | 'model') =>
    `SELECT "customerId", substr(replace(${column}, ' ', ''), 1, ${LONGEST}), '${byRule({ rule: column, number: 0 })}'
     FROM ${table(Vehicle)} WHERE "goneAt" IS NULL AND trim(${column}) <> ''`
  const car = (rule: TagRule, number: number, holds: () => string) =>
    `SELECT "customerId", ${word(rule)}, '${byRule({ rule, number })}'
     FROM ${table(Vehicle)} WHERE "goneAt" IS NULL AND ${holds()}`
  const here = `"staff" = FALSE AND "leftAt" IS NULL AND "customerId" IS NOT NULL`
  const lately = (rule: TagRule, which: string, atLeast: number) =>
    `SELECT "customerId", ${word(rule)}, 'rule:${rule} ' || count(*)
     FROM ${table(Rsvp)} AS rsvp JOIN ${table(Member)} AS member ON member.id = rsvp."memberId"
     WHERE ${here} AND rsvp.state = 'signed' AND rsvp."signedAt" > ${value(now - YEAR)} AND ${which}
     GROUP BY "customerId" HAVING count(*) >= ${atLeast}`
  return {
    brand: () => named('brand'),
    model: () => named('model'),
    car_age: () => car('car_age', carYears, () => `"purchaseDate" <= ${value(old)}`),
    insurance: () =>
      car('insurance', insuranceDays, () => `"insuranceUntil" BETWEEN ${value(today)} AND ${value(soon)}`),
    children: () => lately('children', 'rsvp.children > 0', 1),
    active: () =>
      `SELECT "customerId", ${word('active')}, '${byRule({ rule: 'active', number: activeDays })}'
       FROM ${table(Member)} WHERE ${here}
       AND "lastMessageAt" > ${value(now - activeDays * DAY)} AND messages >= ${activeMessages}`,
    sign_ups: () => lately('sign_ups', 'TRUE', signUps),
  }
}
