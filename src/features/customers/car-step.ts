import { In, IsNull, MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { NEW_VEHICLE, Vehicle, VehicleFact } from '../../store/index.js'
import { awakeAt } from '../contact-budget.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { joinCar } from './join-car.js'
import { type CarTalk, readCarTalk } from './read-car-talk.js'

/** Cheap, for the many messages that speak of nothing of the kind. */
const MAY_SPEAK = /万|公里|千米|km|里程|表显|码表|保养|年检|年审|审车|车审|检车|保险|车险|提车|提的|买的|车/i
const YES = /^(?:对|对的|对呀|是|是的|没错|嗯对?|属实|yes|right)[。!！～~]*$/i
const NO = /^(?:不对|不是|错了|没有|no|wrong)[。!！～~]*$/i
/** So long a yes is taken for the answer, and nobody is asked twice in that time. */
const ASK_EVERY = 30 * DAY
const ANSWER_WITHIN = 3 * DAY
/** What it is worth to ask for: a reminder hangs on it. */
const MATTERS: readonly VehicleFact['kind'][] = ['insurance', 'inspection']

interface Cars {
  vehicles: Vehicle[]
  facts: VehicleFact[]
}

const isAnswer = (turn: Turn) =>
  turn.group.kind === 'private' && (YES.test(said(turn).trim()) || NO.test(said(turn).trim()))

const isMember = ({ exempt, staff, member, event }: Turn) =>
  !exempt && !staff && member.customerId !== null && event.type === 'message'

function talkOf(turn: Turn, zone: string): CarTalk[] {
  if (!isMember(turn) || turn.group.kind === 'staff' || !MAY_SPEAK.test(said(turn))) return []
  if (turn.meaning && turn.meaning.moderation !== 'clean') return []
  return readCarTalk(said(turn), turn.event.at, zone)
}

/** 刚跑完3万公里, 保险下个月到期: what a member lets slip about their own car is joined to its record, unconfirmed. */
export const carStep: Step = async (batch) => {
  const heard = new Map(batch.turns.map((turn) => [turn, talkOf(turn, batch.dealer.zone)] as const))
  const turns = batch.turns.filter((turn) => heard.get(turn)?.length || (isMember(turn) && isAnswer(turn)))
  if (!turns.length) return (_turn, next) => next()
  const cars = await loadCars(batch, turns)

  return (turn, next) => {
    if (turns.includes(turn)) {
      const talk = heard.get(turn) ?? []
      if (talk.length) learn(batch, turn, cars, talk)
      // An answer to something else was taken already.
      else if (!turn.replies.some(({ rank }) => rank === 0)) settle(batch, turn, cars)
    }
    next()
  }
}

async function loadCars({ db }: Batch, turns: readonly Turn[]): Promise<Cars> {
  const customerId = In([...new Set(turns.map(({ member }) => member.customerId as string))])
  const vehicles = await db.find(Vehicle, { where: { customerId, goneAt: IsNull() }, order: { id: 'ASC' } })
  const since = Math.min(...turns.map(({ now }) => now)) - 400 * DAY
  const facts = vehicles.length
    ? await db.find(VehicleFact, {
        where: { vehicleId: In(vehicles.map(({ id }) => id)), at: MoreThan(since) },
        order: { at: 'ASC', id: 'ASC' },
      })
    : []
  return { vehicles, facts }
}

function learn(batch: Batch, turn: Turn, cars: Cars, talk: readonly CarTalk[]): void {
  const customerId = turn.member.customerId as string
  const [car = firstCar(batch, turn, cars), another] = cars.vehicles.filter((each) => each.customerId === customerId)
  // Of which one they speak, nobody can tell.
  if (another) return
  const own = cars.facts.filter(({ vehicleId }) => vehicleId === car.id)
  const isAsked = own.some(({ kind, at }) => MATTERS.includes(kind) && at > turn.now - ASK_EVERY)
  // What it was bought tells how old it is, which the rest may need.
  for (const each of [...talk].sort((one) => (one.kind === 'bought' ? -1 : 0))) {
    const learnt = joinCar(car, own, each)
    if (!learnt) continue
    Object.assign(car, learnt.columns)
    if (Object.keys(learnt.columns).length) batch.writes.change(Vehicle, car.id, learnt.columns)
    const { kind, value } = learnt.fact
    const row = { id: batch.ids(), vehicleId: car.id, at: turn.now, state: 'said' as const, basis: each.quote }
    const fact = batch.writes.insert(VehicleFact, { ...row, kind, value, messageId: turn.messageId })
    own.push(fact)
    cars.facts.push(fact)
    batch.audit(turn, 'customers.car_heard', { vehicle: car.id, kind })
    if (MATTERS.includes(kind) && !isAsked) ask(batch, turn, fact)
  }
}

function firstCar(batch: Batch, turn: Turn, cars: Cars): Vehicle {
  const row = { ...NEW_VEHICLE, id: batch.ids(), customerId: turn.member.customerId as string, createdAt: turn.now }
  const car = batch.writes.insert(Vehicle, row)
  cars.vehicles.push(car)
  return car
}

/** In private, where the platform lets us: a reminder on a wrong day is worse than none. */
function ask(batch: Batch, turn: Turn, { id }: VehicleFact): void {
  if (!turn.can('directMessage')) return
  const payload = { factId: id, memberId: turn.member.id }
  const runAt = awakeAt(turn.now, batch.dealer.zone)
  batch.later(turn, { task: 'customers.confirm', payload, runAt, dedupe: `customers:confirm:${id}` })
}

/** 对 / 不对 in private: the member says whether we understood them. */
function settle(batch: Batch, turn: Turn, cars: Cars): void {
  const mine = cars.vehicles.filter(({ customerId }) => customerId === turn.member.customerId)
  const fact = cars.facts.findLast(
    ({ vehicleId, kind, state, at }) =>
      mine.some(({ id }) => id === vehicleId) &&
      MATTERS.includes(kind) &&
      state === 'said' &&
      at > turn.now - ANSWER_WITHIN,
  )
  if (!fact) return
  const isRight = YES.test(said(turn).trim())
  fact.state = isRight ? 'confirmed' : 'wrong'
  batch.writes.change(VehicleFact, fact.id, { state: fact.state })
  if (!isRight) {
    const before = cars.facts.findLast(
      (each) => each.vehicleId === fact.vehicleId && each.kind === fact.kind && each.state !== 'wrong',
    )
    const column = fact.kind === 'insurance' ? 'insuranceUntil' : 'inspectionUntil'
    batch.writes.change(Vehicle, fact.vehicleId, { [column]: before?.value ?? null })
  }
  batch.audit(turn, 'customers.car_confirmed', { vehicle: fact.vehicleId, state: fact.state })
  turn.replies.push({ rank: 0, text: batch.say(isRight ? 'customers.confirmed' : 'customers.corrected') })
  // It is dealt with: no colleague has to hear of it.
  turn.meaning = null
}
