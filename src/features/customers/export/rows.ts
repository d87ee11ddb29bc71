import { maskPhones } from '../../../kit/chinese/phone.js'
import { maskPhone, maskPlate, type Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Say } from '../../../kit/texts.js'
import { dayOf } from '../../../kit/zone.js'
import type { Customer, CustomerTag, Lead, Vehicle } from '../../../store/index.js'
import { ruleOf } from '../auto-tags/index.js'

export interface Voice {
  say: Say
  dealer: Dealer
  vault: Vault
}

/** A customer with what a line of the file says. */
export interface Exportable {
  customer: Customer
  tags: readonly Pick<CustomerTag, 'tag' | 'by'>[]
  cars: readonly Vehicle[]
  leads: readonly Lead[]
}

type Cells = (string | number | null)[]

/** As the import knows them, so that a file may come back; a class is no level of a lead. */
const CUSTOMER_FIELDS = [
  ...['name', 'phone', 'plate', 'brand', 'model', 'bought', 'mileage', 'registered', 'insurance', 'inspection'],
  ...['warranty', 'financing', 'birthday', 'lunar', 'tags', 'source', 'owner', 'created'],
] as const

/** The headings, then a row a car; whoever has none has one row. */
export function customerRows(people: readonly Exportable[], full: boolean, voice: Voice): Cells[] {
  const { say, dealer, vault } = voice
  const heads = [
    ...CUSTOMER_FIELDS.map((field) => say(`spreadsheets.field.${field}`)),
    say('customers.export.class'),
    say('customers.field.auto_tags'),
  ]
  const rows = people.flatMap(({ customer, tags, cars }) =>
    (cars.length ? cars : [null]).map((car) => {
      const plate = car?.plate && vault.open(car.plate)
      const birthday = (lunar: boolean) => (Boolean(customer.birthdayLunar) === lunar ? customer.birthday : null)
      return [
        ...[customer.displayName, phoneOf(customer, full, vault), plate && (full ? plate : maskPlate(plate))],
        ...[car?.brand, car?.model, car?.purchaseDate, car?.mileage, car?.registeredOn, car?.insuranceUntil],
        ...[car?.inspectionUntil, car?.warrantyUntil, car?.financedUntil, birthday(false), birthday(true)],
        ...[namesOf(tags, false), customer.source && say(`leads.source.${customer.source}`), customer.owner],
        ...[dayOf(customer.createdAt, dealer.zone), customer.class, namesOf(tags, true)],
      ].map((cell) => cell ?? null)
    }),
  )
  return [heads, ...rows]
}

/** What a rule gave is no tag to be brought back by an import. */
const namesOf = (tags: Exportable['tags'], isByRule: boolean): string =>
  tags.flatMap((each) => (Boolean(ruleOf(each)) === isByRule ? each.tag : [])).join('、')

const LEAD_FIELDS = [
  ...['code', 'name', 'phone', 'kind', 'level', 'state', 'source', 'owner', 'raised', 'contact', 'next', 'contacts'],
  ...['reason', 'quote'],
] as const

/** The headings, then a row a lead; numbers in what was said stay shortened. */
export function leadRows(people: readonly Exportable[], full: boolean, { say, dealer, vault }: Voice): Cells[] {
  const day = (at: number | null) => at && dayOf(at, dealer.zone)
  const rows = people.flatMap(({ customer, leads }) =>
    leads.map((lead) => [
      ...[lead.code, customer.displayName, phoneOf(customer, full, vault), say(`leads.kind.${lead.kind}`), lead.level],
      ...[say(`customers.export.state.${lead.state}`), say(`leads.source.${lead.source}`), lead.claimedBy],
      ...[day(lead.raisedAt), day(lead.lastContactAt), day(lead.nextContactAt), lead.contacts],
      ...[lead.lostReason && say(`leads.reason.${lead.lostReason}`), maskPhones(lead.evidence.at(-1)?.quote ?? '')],
    ]),
  )
  return [LEAD_FIELDS.map((field) => say(`customers.export.field.${field}`)), ...rows]
}

function phoneOf({ phone }: Customer, full: boolean, vault: Vault): string | null {
  const open = phone && vault.open(phone)
  return open && (full ? open : maskPhone(open))
}
